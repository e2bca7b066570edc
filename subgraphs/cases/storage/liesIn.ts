import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { divisionSpan } from '../../../domain/divisionSpan.ts';

/** Rows in whose column stands a division, or one that lies in it. */
export function liesIn(column: string, division: DivisionCode) {
  const [first, last] = divisionSpan(division);
  return sql<boolean>`${sql.ref(column)} between ${first} and ${last}`;
}
