import { connect } from 'node:net';
import type { NodeMessage, NodeSystem } from '../SandboxNodeDialect.ts';
import { readFrame } from './readFrame.ts';

/** How long a listener may take for its acknowledgement. */
const ACKNOWLEDGE_MS = 10_000;

/** Sends a message on a connection of its own and reads one frame; whether that acknowledges it. */
export async function deliverFrame(
  system: NodeSystem,
  message: NodeMessage,
  address: URL,
  signal: AbortSignal,
): Promise<boolean> {
  const host = address.hostname.replace(/^\[|\]$/g, '');
  const socket = connect({ host, port: Number(address.port), noDelay: true });
  // A listener that is away or hangs up gives no frame; that is all there is to know.
  socket.on('error', () => undefined);
  const read = readFrame(socket, system, AbortSignal.any([signal, AbortSignal.timeout(ACKNOWLEDGE_MS)]));
  socket.write(message.write());
  const answer = await read;
  socket.destroy();
  return answer !== null && message.isAcknowledged(answer);
}
