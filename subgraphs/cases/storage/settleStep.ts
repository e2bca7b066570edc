import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** How the row of a step goes on once its case knows the result. */
export interface StepSettlement {
  readonly state: 'PENDING' | 'UNKNOWN' | 'OVER' | 'PARKED';
  readonly code: string | null;
  /** When it is looked at again. */
  readonly nextAt: Date;
}

/**
 * Ends a worker's turn at a step, in the transaction that tells its case.
 *
 * @returns `false` when the step belongs to somebody else by now: nothing may be told then.
 */
export async function settleStep(
  transaction: CasesDatabase,
  { stepKey, owner, token }: ClaimedStep,
  { state, code, nextAt }: StepSettlement,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('steps')
    .set({ state, code, next_at: nextAt, owner: null, expires_at: null, crashes: 0 })
    .where('step_key', '=', stepKey)
    .where('owner', '=', owner)
    .where('token', '=', token)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}
