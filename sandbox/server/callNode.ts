import { connect } from 'node:net';
import type { Fault } from '../faults/Fault.ts';
import { spoilFrame } from '../faults/spoilFrame.ts';
import { limitTime } from '../limitTime.ts';
import type { PartnerAnswer } from '../pushes/Push.ts';
import type { NodeSystem } from '../SandboxNodeDialect.ts';
import { readFrame } from './readFrame.ts';
import { sendFrame } from './sendFrame.ts';

/** How long a listener may take for its acknowledgement. */
const PATIENCE_MS = 10_000;

interface NodeCall {
  readonly frame: Buffer;
  readonly fault: Fault | null;
  readonly system: NodeSystem;
}

/** Sends a frame on a connection of its own; `null` when no whole frame came back. */
export async function callNode(
  callback: string,
  { frame, fault, system }: NodeCall,
  signal: AbortSignal,
): Promise<PartnerAnswer | null> {
  const { hostname, port } = new URL(callback);
  const socket = connect({ host: hostname.replace(/^\[|\]$/g, ''), port: Number(port), noDelay: true });
  const patience = limitTime(signal, PATIENCE_MS);
  const gone = new AbortController();
  socket.once('close', () => gone.abort());
  // A listener that is away or hangs up gives no frame; that is all there is to know.
  socket.on('error', () => undefined);
  const read = readFrame(socket, system, patience.signal).finally(patience.release);
  const spoiled = spoilFrame({ frame, plain: frame }, fault, system);
  const sent = sendFrame(socket, spoiled, { fault, arrivedAt: performance.now() }, gone.signal);
  const [body] = await Promise.all([read, sent.catch(() => undefined)]);
  socket.destroy();
  return body === null ? null : { status: 0, body };
}
