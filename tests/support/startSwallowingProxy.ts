import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { connect, createServer, type Socket } from 'node:net';

/** A way to a server that may lose everything without a word, as a network does. */
export interface SwallowingProxy {
  readonly url: string;
  /** Whether bytes get lost, in both directions. */
  swallow(isLost: boolean): void;
  /** Ends all connections: one that goes on without some of its bytes there is not. */
  cut(): void;
  close(): Promise<void>;
}

export async function startSwallowingProxy(port: number): Promise<SwallowingProxy> {
  const sockets = new Set<Socket>();
  let isLost = false;
  const join = (from: Socket, to: Socket): void => {
    sockets.add(from);
    from.on('data', (chunk) => !isLost && to.write(chunk));
    from.on('error', () => undefined);
    from.on('close', () => to.destroy());
  };
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
    sockets.clear();
  };
  const server = createServer((client) => {
    const upstream = connect(port, '127.0.0.1');
    join(client, upstream);
    join(upstream, client);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `redis://127.0.0.1:${(server.address() as AddressInfo).port}`,
    swallow: (next) => {
      isLost = next;
    },
    cut,
    close: async () => {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
