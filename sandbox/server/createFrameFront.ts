import { createServer, type Socket } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import { spoilFrame } from '../faults/spoilFrame.ts';
import { limitTime } from '../limitTime.ts';
import type { SandboxSite } from '../SandboxDialect.ts';
import type { SandboxNodeDialect } from '../SandboxNodeDialect.ts';
import { callNode } from './callNode.ts';
import type { Front, FrontDesk } from './Front.ts';
import { readFrame } from './readFrame.ts';
import { sendFrame } from './sendFrame.ts';

/** A frame that is not complete so long after the connection was opened is given up. */
const FRAME_MS = 10_000;
/** A caller who went away says nothing on a half-closed connection, so a hanging exchange ends at last. */
const HANG_MS = 600_000;

/** The front of a system that talks in frames, one exchange per connection. */
export function createFrameFront(dialect: SandboxNodeDialect, site: SandboxSite, desk: FrontDesk): Front {
  const system = dialect.createSystem(site, () => (desk.pushes?.state.url ?? null) !== null);
  const sockets = new Set<Socket>();

  const serve = async (socket: Socket, signal: AbortSignal): Promise<void> => {
    const arrivedAt = performance.now();
    const limit = limitTime(signal, FRAME_MS);
    const frame = await readFrame(socket, system, limit.signal).finally(limit.release);
    if (frame === null) return;
    const { fault, world, twist } = desk.conduct();
    const answer = system.answer(frame, world, twist);
    if (answer.operation !== null) desk.calls.note(answer.operation, answer.asked, answer.part);
    const { pushes } = answer;
    await desk.pushes?.putEarly(pushes.filter(({ isEarly }) => isEarly));
    try {
      if (answer.isDropped === true) socket.resetAndDestroy();
      else if (fault?.kind === 'hang') await delay(HANG_MS, undefined, { signal, ref: false });
      else await sendFrame(socket, spoilFrame(answer, fault, system), { fault, arrivedAt }, signal);
    } finally {
      // Whether the caller heard the answer or not, the system has taken the call.
      desk.pushes?.put(
        pushes.filter(({ isEarly }) => !isEarly),
        true,
      );
    }
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
        // A caller who went away is no failure of ours.
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
    call: (callback, { body }, fault, signal) => callNode(callback, { frame: body, fault, system }, signal),
  };
}
