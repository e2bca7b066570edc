import type { Selectable } from 'kysely';
import type { InquiryRecord } from '../InquiryRecord.ts';
import type { CasesTables } from './CasesTables.ts';

/** A row of `cases.inquiries` as the rest of the subgraph knows it. */
export const toInquiryRecord = (row: Selectable<CasesTables['inquiries']>): InquiryRecord => ({
  inquiryId: row.inquiry_id,
  caseId: row.case_id,
  holderId: row.holder_id,
  askingDivision: row.asking_division,
  askedDivision: row.asked_division,
  askedDepartment: row.asked_department,
  waits: row.waits,
  limitWorkingDays: row.limit_working_days,
  dueOn: row.due_on,
  isDueProvisional: row.due_provisional,
  askedAt: row.asked_at.getTime(),
  answeredAt: row.answered_at?.getTime() ?? null,
  withdrawnAt: row.withdrawn_at?.getTime() ?? null,
});
