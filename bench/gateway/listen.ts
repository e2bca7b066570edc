import type { Server } from 'node:http';

/** Lets a server listen on a free port of the loopback. @returns the address of its `/graphql`. */
export async function listen(server: Server): Promise<string> {
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/graphql`;
}
