import { createServer, type RequestListener, type Server } from 'node:http';
import { TongbanError } from '../../domain/TongbanError.ts';

export interface ListenAddress {
  readonly host: string;
  /** 0 takes a free one. */
  readonly port: number;
}

/** Longer than any gateway keeps an idle connection, so that it is never this side that closes one in use. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 5_000;
const REQUEST_MS = 15_000;

/**
 * Starts an HTTP server.
 *
 * @param requestMs - in how long a request must have come whole, default 15,000.
 * @returns the server with the port that it got.
 * @throws {Error} with one line naming address and reason, when it cannot listen there.
 */
export async function listen(
  listener: RequestListener,
  { host, port }: ListenAddress,
  requestMs = REQUEST_MS,
): Promise<{ readonly server: Server; readonly port: number }> {
  const server = createServer({ keepAlive: true, noDelay: true, requestTimeout: requestMs }, listener);
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  server.headersTimeout = HEADERS_MS;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new TongbanError('CONFLICT', `cannot listen on ${host}:${port}: ${reasonOf(error)}`, {
          cause: error,
        }),
      );
    });
    server.listen(port, host, resolve);
  });
  const address = server.address();
  return { server, port: typeof address === 'object' && address !== null ? address.port : port };
}

function reasonOf({ code, message }: NodeJS.ErrnoException): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'the port is taken (EADDRINUSE); choose another port in listen, or end what has it';
    case 'EADDRNOTAVAIL':
      return 'this machine has no such address (EADDRNOTAVAIL); correct host in listen';
    case 'EACCES':
      return 'this account may not use that port (EACCES); choose one above 1023 in listen';
    default:
      return code ?? message;
  }
}
