import type { Answer } from './Answer.ts';
import type { MediaType } from './MediaType.ts';

/** An answer without errors whose body is written already. */
export function toSplicedAnswer(body: Buffer, { name }: MediaType): Answer {
  return { status: 200, headers: { 'content-type': `${name}; charset=utf-8` }, body, codes: [] };
}
