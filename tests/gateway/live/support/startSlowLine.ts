import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server on which its answers come slowly, and steadily. */
export interface SlowLine {
  /** Origin by which the server is reached. */
  readonly url: string;
  close(): Promise<void>;
}

const STEP_MS = 20;

/** @param bytesPerSecond - of what the server says, on each connection; nothing more is taken from it meanwhile. */
export async function startSlowLine(target: string, bytesPerSecond: number): Promise<SlowLine> {
  const { hostname, port } = new URL(target);
  const open = new Set<Socket>();
  const server = createServer((client) => {
    const behind = connect(Number(port), hostname);
    client.pipe(behind);
    let allowed = 0;
    behind.on('data', (bytes) => {
      client.write(bytes);
      allowed -= bytes.length;
      if (allowed <= 0) behind.pause();
    });
    const pace = setInterval(() => {
      allowed = Math.min(0, allowed) + (bytesPerSecond * STEP_MS) / 1_000;
      if (allowed > 0) behind.resume();
    }, STEP_MS);
    for (const socket of [client, behind]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.once('close', () => {
        clearInterval(pace);
        client.destroy();
        behind.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`,
    close: async () => {
      for (const socket of open) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
