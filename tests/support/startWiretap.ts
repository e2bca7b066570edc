import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** Stands between a caller and a server, and keeps what the caller sends. */
export interface Wiretap {
  /** Leads to the same path of the server. */
  readonly url: string;
  /** All bytes sent to the server so far, connection after connection. */
  sent(): Buffer;
  stop(): Promise<void>;
}

/** @param target - URL of the server, of whatever protocol runs over one TCP connection. */
export async function startWiretap(target: string): Promise<Wiretap> {
  const { hostname, port } = new URL(target);
  const connections: { readonly caller: Socket; readonly chunks: Buffer[] }[] = [];
  const server = createServer((caller) => {
    const called = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    connections.push({ caller, chunks });
    caller.on('error', () => undefined).on('close', () => called.destroy());
    called.on('error', () => undefined).on('close', () => caller.destroy());
    caller.on('data', (chunk) => chunks.push(chunk));
    caller.pipe(called);
    called.pipe(caller);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const here = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: target.replace(`${hostname}:${port}`, here).replace(/\/$/, ''),
    sent: () => Buffer.concat(connections.flatMap(({ chunks }) => chunks)),
    stop: async () => {
      for (const { caller } of connections) caller.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
