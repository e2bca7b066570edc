import type { Answer } from './Answer.ts';
import type { MediaType } from './MediaType.ts';

/** An answer without errors whose body is written already; the characters of a text are bytes. */
export function toSplicedAnswer(body: string | Buffer, { name }: MediaType): Answer {
  return {
    status: 200,
    headers: { 'content-type': `${name}; charset=utf-8` },
    body,
    ...(typeof body === 'string' && { encoding: 'latin1' }),
    codes: [],
  };
}
