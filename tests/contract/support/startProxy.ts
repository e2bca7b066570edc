import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between an adapter and a system, and sees their connections. */
export interface Proxy {
  /** Leads to the same path of the system. */
  readonly url: string;
  /** The adapter's connections so far, in order; an HTTP client may open one in reserve after it has ended another. */
  readonly connections: readonly Socket[];
  /** Bytes that came back from the system so far. */
  readonly received: number;
  /** Breaks the connection of the next request, after it was sent. */
  loseNext(): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** @param target - URL of the system. */
export async function startProxy(target: string): Promise<Proxy> {
  const { protocol, hostname, port, pathname } = new URL(target);
  const connections: Socket[] = [];
  let received = 0;
  let toLose = 0;
  const server = createServer((client) => {
    const system = connect(Number(port), hostname);
    connections.push(client);
    client
      .on('error', () => undefined)
      .on('close', () => {
        system.destroy();
      });
    system.on('error', () => undefined).on('close', () => client.destroy());
    client.on('data', () => {
      if (toLose === 0) return;
      toLose -= 1;
      client.destroy();
    });
    system.on('data', ({ length }) => {
      received += length;
    });
    client.pipe(system);
    system.pipe(client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `${protocol}//127.0.0.1:${(server.address() as AddressInfo).port}${pathname.replace(/\/$/, '')}`,
    connections,
    get received() {
      return received;
    },
    loseNext: () => {
      toLose += 1;
    },
    async [Symbol.asyncDispose]() {
      for (const client of connections) client.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
