import type { Answer } from './Answer.ts';
import type { MediaType } from './MediaType.ts';

/** An answer whose body is written already; the characters of a text are bytes. @param codes - of the errors in it. */
export function toSplicedAnswer(
  { body, codes }: { readonly body: string | Buffer; readonly codes: readonly string[] },
  { name }: MediaType,
): Answer {
  return {
    status: 200,
    headers: { 'content-type': `${name}; charset=utf-8` },
    body,
    encoding: typeof body === 'string' ? 'latin1' : 'utf8',
    codes,
  };
}
