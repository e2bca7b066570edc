import { once } from 'node:events';
import type { Server } from 'node:net';

/**
 * Opens a port.
 *
 * @param wish - the port to take, 0 for any.
 * @param insist - whether a port that is taken is an error, or replaced by any free one.
 * @returns the port that is open now.
 * @throws {Error} of the system, with a code such as EADDRINUSE.
 */
export async function openPort(server: Server, host: string, wish: number, insist: boolean): Promise<number> {
  try {
    server.listen(wish, host);
    await once(server, 'listening');
  } catch (failure) {
    const taken = failure instanceof Error && 'code' in failure && failure.code === 'EADDRINUSE';
    if (!taken || insist || wish === 0) throw failure;
    return openPort(server, host, 0, true);
  }
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}
