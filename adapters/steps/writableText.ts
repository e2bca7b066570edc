import { TongbanError } from '../../domain/TongbanError.ts';
import { NotSent } from '../transport/NotSent.ts';

/** Controls, half a surrogate pair, the two that XML lacks, and U+FFFD: a character that was lost before. */
const UNWRITABLE = /[\p{Cc}\p{Surrogate}\uFFFD-\uFFFF]/u;

/**
 * A text of a step as systems take it: without blanks at its ends.
 *
 * @throws {TongbanError} `BAD_USER_INPUT`, nothing sent, for a line feed or any other character that no dialect of
 *   handling can carry; it is not quoted.
 */
export function writableText(value: string): string {
  const text = value.trim();
  if (!UNWRITABLE.test(text)) return text;
  throw new TongbanError('BAD_USER_INPUT', 'a value has a character that the system cannot take', {
    cause: new NotSent('a character that cannot be written'),
  });
}
