import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { CaseRange } from './CaseRange.ts';

/** Rows of the cases of a range, by their `case_id`. */
export function liesInRange(range: CaseRange): RawBuilder<SqlBool> {
  if ('only' in range) return sql`case_id = ${range.only}::uuid`;
  const { after, through } = range;
  const lower = after === null ? sql`true` : sql`case_id > ${after}::uuid`;
  const upper = through === null ? sql`true` : sql`case_id <= ${through}::uuid`;
  return sql`${lower} and ${upper}`;
}
