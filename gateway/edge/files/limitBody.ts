import type { Exchange } from '../Exchange.ts';

/**
 * A request's body as it comes, no faster than it is taken; where its client waits for that it is asked for with the first
 * of it that is taken. Whoever stops taking it does not end the request: the answer
 * goes over the same socket.
 *
 * @throws `tooLarge` when more than `maxBytes` come.
 */
export async function* limitBody(
  exchange: Exchange,
  maxBytes: number,
  tooLarge: Error,
): AsyncGenerator<Buffer> {
  exchange.askForBody();
  let bytes = 0;
  for await (const chunk of exchange.request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.byteLength;
    if (bytes > maxBytes) throw tooLarge;
    yield chunk;
  }
}
