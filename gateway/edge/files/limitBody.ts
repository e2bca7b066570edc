import type { IncomingMessage } from 'node:http';

/**
 * A request's body as it comes, no faster than it is taken. Whoever stops taking it does not end the request: the answer
 * goes over the same socket.
 *
 * @throws `tooLarge` when more than `maxBytes` come.
 */
export async function* limitBody(
  request: IncomingMessage,
  maxBytes: number,
  tooLarge: Error,
): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge;
    yield chunk;
  }
}
