import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { spoilAnswer } from '../faults/spoilAnswer.ts';
import { postPush } from '../pushes/postPush.ts';
import type { SandboxDialect, SandboxSite } from '../SandboxDialect.ts';
import type { Front, FrontDesk } from './Front.ts';
import { readRequest } from './readRequest.ts';
import { sendAnswer } from './sendAnswer.ts';

/** Longer than clients keep idle connections, so that the client closes first and no request meets a dying socket. */
const KEEP_ALIVE_MS = 75_000;

/** The front of a system that answers HTTP requests. */
export function createHttpFront(dialect: SandboxDialect, site: SandboxSite, desk: FrontDesk): Front {
  const answerOf = dialect.createSystem(site);
  const isXml = dialect.name === 'gbk-xml' || dialect.name === 'collaboration-bus';

  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const gone = new AbortController();
    // An abort makes an exception with its stack, so it is kept for callers who are really gone.
    response.once('close', () => {
      if (!response.writableFinished) gone.abort();
    });
    const arrivedAt = performance.now();
    const request = await readRequest(incoming);
    if (request === null) {
      response.writeHead(413, { connection: 'close' }).end();
      return;
    }
    const { fault, world, twist } = desk.conduct();
    const answer = answerOf(request, world, twist);
    if (answer.operation !== null) desk.calls.note(answer.operation, answer.asked, answer.part);
    const { pushes = [] } = answer;
    await desk.pushes?.putEarly(pushes.filter(({ isEarly }) => isEarly));
    try {
      if (fault?.kind === 'hang') return;
      if (answer.isDropped === true) {
        response.destroy();
        return;
      }
      await sendAnswer(response, spoilAnswer(answer, fault, isXml), { fault, arrivedAt }, gone.signal);
    } finally {
      // Whether the caller heard the answer or not, the system has taken the call.
      desk.pushes?.put(
        pushes.filter(({ isEarly }) => !isEarly),
        true,
      );
    }
  };

  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (incoming, response) => {
    serve(incoming, response).catch((failure: unknown) => {
      // A caller who went away is no failure of ours.
      if (incoming.complete && !response.destroyed) desk.report(failure);
      response.destroy();
    });
  });
  return {
    server,
    scheme: 'http',
    endConnections: () => server.closeAllConnections(),
    call: (callback, message, fault, signal) =>
      postPush(callback, spoilAnswer({ ...message, status: 200 }, fault, isXml), fault, signal),
  };
}
