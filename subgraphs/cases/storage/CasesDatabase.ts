import type { Kysely } from 'kysely';
import type { CasesTables } from './CasesTables.ts';

/** The database of cases, or a transaction in it. */
export type CasesDatabase = Kysely<CasesTables>;
