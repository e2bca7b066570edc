import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { spoilFrame } from '../faults/spoilFrame.ts';
import type { NodeSystem } from '../SandboxNodeDialect.ts';
import type { Front, FrontDesk } from './Front.ts';
import type { Outbox } from './Outbox.ts';
import { readFrame } from './readFrame.ts';
import { sendFrame } from './sendFrame.ts';

/** A frame that is not complete so long after the connection was opened is given up. */
const FRAME_MS = 10_000;
/** A message that is to come first keeps its answer waiting no longer. */
const BEFORE_MS = 2_000;
/** A caller who went away says nothing on a half-closed connection, so a hanging exchange ends at last. */
const HANG_MS = 600_000;

/** The front of a system that talks in frames, one exchange per connection. */
export function createFrameFront(system: NodeSystem, desk: FrontDesk, outbox: Outbox): Front {
  const sockets = new Set<Socket>();

  const serve = async (socket: Socket, signal: AbortSignal): Promise<void> => {
    const arrivedAt = performance.now();
    const frame = await readFrame(socket, system, AbortSignal.any([signal, AbortSignal.timeout(FRAME_MS)]));
    if (frame === null) return;
    const { fault, world, twist } = desk.conduct();
    const answer = system.answer(frame, world, twist);
    if (answer.operation !== null) desk.calls.note(answer.operation, answer.asked, answer.part);
    const { message } = answer;
    if (message?.order === 'before') {
      await Promise.race([outbox.post(message), delay(BEFORE_MS, undefined, { signal })]);
    }
    if (fault?.kind === 'hang') {
      await delay(HANG_MS, undefined, { signal, ref: false });
    } else {
      await sendFrame(socket, spoilFrame(answer, fault, system), { fault, arrivedAt }, signal);
    }
    // Its delivery outlives the connection; failures of it are the outbox's own.
    if (message !== undefined && message.order !== 'before') void outbox.post(message);
  };

  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    const gone = new AbortController();
    sockets.add(socket);
    socket.once('close', () => {
      sockets.delete(socket);
      gone.abort();
    });
    // Without a listener a lost connection would end the process; `close` follows in any case.
    socket.on('error', () => undefined);
    serve(socket, gone.signal)
      .catch((failure: unknown) => {
        if (!gone.signal.aborted) desk.report(failure);
      })
      .finally(() => socket.destroySoon());
  });
  return {
    server,
    scheme: 'tcp',
    endConnections: () => {
      for (const socket of sockets) socket.resetAndDestroy();
    },
  };
}
