import type { CasesDatabase } from './CasesDatabase.ts';

/** Notes when a correction was answered; whether it could be is the case's to say. */
export async function closeCorrection(transaction: CasesDatabase, caseId: string, at: number): Promise<void> {
  await transaction
    .updateTable('corrections')
    .set({ answered_at: new Date(at) })
    .where('case_id', '=', caseId)
    .where('answered_at', 'is', null)
    .execute();
}
