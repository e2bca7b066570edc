import type { SettledCase } from '../../../domain/cases/settleCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** A step that was taken back, or cancelled, is not asked about any more; whoever is at it has lost it. */
export async function endUndone(
  transaction: CasesDatabase,
  caseId: string,
  { state, events }: SettledCase,
): Promise<void> {
  if (state.phase !== 'OPEN' && state.phase !== 'CLOSED') return;
  const undone = [
    ...Object.entries(state.steps).flatMap(([step, { status }]) => (status === 'UNDONE' ? [step] : [])),
    ...events.flatMap((event) => (event.type === 'STEP_CANCELLED' ? [event.step] : [])),
  ];
  if (undone.length === 0) return;
  await transaction
    .updateTable('steps')
    .set({ state: 'OVER', owner: null, expires_at: null })
    .where('case_id', '=', caseId)
    .where('step', 'in', undone)
    .where('state', '!=', 'OVER')
    .execute();
}
