import type { Selectable } from 'kysely';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { CasesTables } from './CasesTables.ts';

type StepRow = Selectable<CasesTables['steps']>;

/**
 * The row that counts for a step, locked; those of attempts before it are superseded. `undefined` for a clerk's step.
 *
 * @param transaction - has locked the case.
 */
export const findStep = (
  transaction: CasesDatabase,
  { caseId, step }: { readonly caseId: string; readonly step: string },
): Promise<StepRow | undefined> =>
  transaction
    .selectFrom('steps')
    .selectAll()
    .where('case_id', '=', caseId)
    .where('step', '=', step)
    // Ends in the number of the event that began it.
    .orderBy('business_key', 'desc')
    .limit(1)
    .forUpdate()
    .executeTakeFirst();
