import { once } from 'node:events';
import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';

/** What the door does by path; a body is what a test of ours has sent. */
export type DoorRoutes = Readonly<Record<string, (body: unknown) => Promise<unknown>>>;

/** The port of this process at which the workers of a run ask for what they share. */
export async function openDoor(routes: DoorRoutes): Promise<{ readonly url: string; close(): void }> {
  const server = createServer(async (request, response) => {
    try {
      const route = routes[request.url ?? ''];
      if (route === undefined) throw new Error('there is no such path');
      response.end(JSON.stringify((await route(await json(request))) ?? null));
    } catch (error) {
      response.writeHead(500).end(error instanceof Error ? (error.stack ?? error.message) : 'failed');
    }
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the door has no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
