import { once } from 'node:events';
import { createServer } from 'node:net';

/** Below those that Linux, macOS and Windows give to connections and to listeners that take any port, and those of `tongban start`. */
const FIRST = 12_000;
const COUNT = 8_000;
/** The golden section of it: processes that start one after another have neighbouring numbers, and places far apart. */
const APART = 4_943;

let given = (process.pid * APART) % COUNT;

/**
 * A port of 127.0.0.1 on which nobody listens, for somebody who listens later, or never. The system gives it to nobody
 * meanwhile; no test of this process is given it again.
 */
export async function findFreePort(): Promise<number> {
  for (let tries = 0; tries < COUNT; tries++) {
    given = (given + 1) % COUNT;
    const port = FIRST + given;
    if (await isFree(port)) return port;
  }
  throw new Error('every port is taken');
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  server.close();
  await once(server, 'close');
  return true;
}
