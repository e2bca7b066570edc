import type { CasesDatabase } from './CasesDatabase.ts';
import { findStep } from './findStep.ts';
import { SUPERSEDED } from './superseded.ts';
import type { WakeUp } from './WakeUps.ts';

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

/**
 * Sets a parked step going again, or ends it, as a person said. A clerk's step has no row, and needs none.
 *
 * @returns who is to be woken for it.
 */
export async function reopenStep(
  transaction: CasesDatabase,
  { caseId, step, sequence, businessKey, isRetried }: ReopenedStep,
): Promise<readonly WakeUp[]> {
  const row = await findStep(transaction, { caseId, step });
  if (row === undefined) return [];
  await transaction
    .updateTable('steps')
    .set({ state: 'OVER', owner: null, expires_at: null, code: isRetried ? SUPERSEDED.ANEW : null })
    .where('step_key', '=', row.step_key)
    .execute();
  if (!isRetried) return [];
  const { subgraph, division, action, due_on } = row;
  await transaction
    .insertInto('steps')
    .values({
      // To the place it is another step: of the first one it cannot tell either whether it happened.
      step_key: `${caseId}.${sequence}`,
      case_id: caseId,
      step,
      business_key: businessKey,
      subgraph,
      division,
      action,
      state: 'READY',
      due_on,
      owner: null,
      expires_at: null,
      code: null,
    })
    .execute();
  return [{ kind: 'place', subgraph, division }];
}
