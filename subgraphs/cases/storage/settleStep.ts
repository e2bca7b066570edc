import { sql } from 'kysely';
import type { ClaimedStep } from '../engine/ClaimedStep.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** How the row of a step goes on once its case knows the result. */
export interface StepSettlement {
  readonly state: 'PENDING' | 'UNKNOWN' | 'OVER' | 'PARKED';
  readonly code: string | null;
  /** When it is looked at again, by the database's clock. */
  readonly inSeconds: number;
  /** Turns in a row that left it so. */
  readonly attempts: number;
}

/**
 * Ends a worker's turn at a step, in the transaction that tells its case.
 *
 * @returns `false` when the step belongs to somebody else by now: nothing may be told then.
 */
export async function settleStep(
  transaction: CasesDatabase,
  { stepKey, owner, token }: ClaimedStep,
  { state, code, inSeconds, attempts }: StepSettlement,
): Promise<boolean> {
  const { numAffectedRows } = await sql`-- prepared: settle-step
    update cases.steps set
      state = ${state}, code = ${code}, attempts = ${attempts}, crashes = 0,
      next_at = now() + make_interval(secs => ${inSeconds}), owner = null, expires_at = null
    where step_key = ${stepKey} and owner = ${owner} and token = ${token}`.execute(transaction);
  return numAffectedRows === 1n;
}
