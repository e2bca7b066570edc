import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

const MOST = 200;

/** That somebody of an office looked into a case. */
export interface CaseRead {
  readonly office: DivisionCode;
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly at: Date;
}

/** The latest first. */
export const listReads = (database: CasesDatabase, caseId: string): Promise<readonly CaseRead[]> =>
  database
    .selectFrom('reads')
    .select(['office', 'day', 'at'])
    .where('case_id', '=', caseId)
    .orderBy('at', 'desc')
    .limit(MOST)
    .execute();
