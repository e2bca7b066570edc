import { sql } from 'kysely';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { WakeUps } from './WakeUps.ts';

export interface ReopenedStep {
  readonly caseId: string;
  readonly step: string;
  /** Of the event that says so. */
  readonly sequence: number;
  /** Under which a place is to know it from now on. */
  readonly businessKey: string;
  /** Else it is over, as a person said. */
  readonly isRetried: boolean;
}

/** Sets a parked step going again, or ends it, as a person said. A clerk's step has no row, and needs none. */
export async function reopenStep(
  transaction: CasesDatabase,
  { caseId, step, sequence, businessKey, isRetried }: ReopenedStep,
  wakeUps: WakeUps,
): Promise<void> {
  const row = await transaction
    .updateTable('steps')
    .set({
      // To the place it is another step: of the first one it cannot tell either whether it happened.
      ...(isRetried ? { step_key: `${caseId}.${sequence}`, business_key: businessKey } : {}),
      state: isRetried ? 'READY' : 'OVER',
      attempts: 0,
      crashes: 0,
      code: null,
      next_at: sql<Date>`now()`,
    })
    .where('case_id', '=', caseId)
    .where('step', '=', step)
    .returning(['subgraph', 'division'])
    .executeTakeFirst();
  if (row !== undefined && isRetried) await wakeUps.send(transaction, [{ kind: 'place', ...row }]);
}
