import { request } from 'node:http';
import type { SignedCall } from './signedCall.ts';

/** What arrived on a connection, however it ended. */
export interface Exchanged {
  readonly status: number | null;
  readonly contentType: string | undefined;
  readonly body: Buffer;
  /** How many pieces the body came in. */
  readonly pieces: number;
  /** Code of the connection's failure; `null` when the answer was complete. */
  readonly failure: string | null;
}

/** Sends a call on a connection of its own and takes what comes, without judging it. */
export function exchangeBytes(call: SignedCall, signal?: AbortSignal): Promise<Exchanged> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let status: number | null = null;
    let contentType: string | undefined;
    const end = (failure: string | null) =>
      resolve({ status, contentType, body: Buffer.concat(chunks), pieces: chunks.length, failure });
    const failed = (error: NodeJS.ErrnoException) => end(error.code ?? error.name);
    const sent = request(
      call.url,
      {
        method: call.method,
        headers: call.headers,
        agent: false,
        ...(signal === undefined ? {} : { signal }),
      },
      (response) => {
        status = response.statusCode ?? null;
        contentType = response.headers['content-type'];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => end(null));
        response.on('error', failed);
      },
    );
    sent.on('error', failed);
    sent.end(call.body);
  });
}
