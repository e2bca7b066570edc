import { sql } from 'kysely';
import type { DivisionCode } from '../../../domain/divisionCode.ts';

/** Rows in whose column stands a division, or one that lies in it. */
export function liesIn(column: string, division: DivisionCode) {
  const prefix = division.replace(/(00)+$/, '');
  return sql<boolean>`${sql.ref(column)} between ${prefix.padEnd(6, '0')} and ${prefix.padEnd(6, '9')}`;
}
