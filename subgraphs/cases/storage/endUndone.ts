import type { SettledCase } from '../../../domain/cases/settleCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { undoneSteps } from './undoneSteps.ts';

/** A step that was taken back, or cancelled, is not asked about any more; whoever is at it has lost it. */
export async function endUndone(
  transaction: CasesDatabase,
  caseId: string,
  settled: SettledCase,
): Promise<void> {
  const undone = undoneSteps(settled);
  if (undone.length === 0) return;
  await transaction
    .updateTable('steps')
    .set({ state: 'OVER', owner: null, expires_at: null })
    .where('case_id', '=', caseId)
    .where('step', 'in', undone)
    .where('state', '!=', 'OVER')
    .execute();
}
