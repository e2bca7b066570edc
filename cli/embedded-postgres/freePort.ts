import { once } from 'node:events';
import { createServer } from 'node:net';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Finds a port of 127.0.0.1 that nobody listens on; somebody may take it before it is used.
 *
 * @param wanted - 1-65535, or 0 for any.
 * @throws {TongbanError} CONFLICT when the wanted port is taken.
 */
export async function freePort(wanted: number): Promise<number> {
  const server = createServer();
  try {
    server.listen(wanted, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    return typeof address === 'object' && address !== null ? address.port : wanted;
  } catch (cause) {
    const why = (cause as NodeJS.ErrnoException).code === 'EADDRINUSE' ? 'is taken' : 'cannot be listened on';
    throw new TongbanError('CONFLICT', `port ${wanted} ${why}`, { cause });
  } finally {
    server.close();
  }
}
