import type { IncomingMessage } from 'node:http';

/**
 * Reads on for a while without keeping anything: closing a socket with unread bytes resets it, and the caller would
 * see the reset in place of the answer.
 */
export function discardBody(request: IncomingMessage, maxBytes: number): void {
  let discarded = 0;
  request.on('error', () => request.destroy());
  request.on('data', ({ length }: Buffer) => {
    discarded += length;
    if (discarded > maxBytes) request.destroy();
  });
}
