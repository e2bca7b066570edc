import type { Selectable } from 'kysely';
import type { CorrectionRecord } from '../CorrectionRecord.ts';
import type { CasesTables } from './CasesTables.ts';

/** A row of `cases.corrections` as the rest of the subgraph knows it. */
export const toCorrectionRecord = (row: Selectable<CasesTables['corrections']>): CorrectionRecord => ({
  caseId: row.case_id,
  division: row.division,
  limitWorkingDays: row.limit_working_days,
  dueOn: row.due_on,
  isDueProvisional: row.due_provisional,
  openedAt: row.opened_at.getTime(),
  answeredAt: row.answered_at?.getTime() ?? null,
});
