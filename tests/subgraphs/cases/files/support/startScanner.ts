import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

export interface Scanner {
  readonly url: string;
  /** What it answers from now on. */
  status: number;
  /** What it was sent, the last time. */
  seen: Buffer | null;
  stop(): void;
}

/** Somebody who looks at contents, and says what a test wants. */
export async function startScanner(): Promise<Scanner> {
  const server = createServer(async (request, response) => {
    scanner.seen = await buffer(request);
    response.writeHead(scanner.status).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const scanner: Scanner = {
    url: `http://127.0.0.1:${port}/scan`,
    status: 200,
    seen: null,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  return scanner;
}
