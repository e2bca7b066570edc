import { type Selectable, sql } from 'kysely';
import type { CasesTables } from './CasesTables.ts';

const NAMES = [
  'case_id',
  'case_number',
  'item',
  'mode',
  'authority',
  'channel',
  'portal',
  'accepting_division',
  'owning_division',
  'third_division',
  'procedure_id',
  'procedure_version',
  'limit_working_days',
  'status',
  'state',
  'sequence',
  'last_hash',
  'due_on',
  'due_provisional',
  'due_stale',
  'overdue_on',
] as const satisfies readonly (keyof CasesTables['cases'])[];

/** What a case is changed by. */
export type CaseColumns = Pick<Selectable<CasesTables['cases']>, (typeof NAMES)[number]>;

/** By name: a statement that is kept prepared fails once a column is added to `*`. */
export const CASE_COLUMNS = sql.raw(NAMES.map((name) => `cases.${name}`).join(', '));
