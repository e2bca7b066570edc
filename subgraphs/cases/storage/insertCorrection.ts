import type { CorrectionRecord } from '../CorrectionRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Keeps who answers for a bad rating; whether it may be rated is the case's to say, and nothing stays where it may not. */
export async function insertCorrection(
  transaction: CasesDatabase,
  {
    caseId,
    division,
    limitWorkingDays,
    openedAt,
  }: Pick<CorrectionRecord, 'caseId' | 'division' | 'limitWorkingDays' | 'openedAt'>,
): Promise<void> {
  await transaction
    .insertInto('corrections')
    .values({
      case_id: caseId,
      division,
      limit_working_days: limitWorkingDays,
      due_on: null,
      opened_at: new Date(openedAt),
      answered_at: null,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}
