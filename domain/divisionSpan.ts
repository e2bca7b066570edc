import type { DivisionCode } from './divisionCode.ts';
import { divisionPrefix } from './divisionPrefix.ts';

/** First and last code of a division and all that lies in it. */
export function divisionSpan(division: DivisionCode): readonly [first: string, last: string] {
  const prefix = divisionPrefix(division);
  return [prefix.padEnd(division.length, '0'), prefix.padEnd(division.length, '9')];
}
