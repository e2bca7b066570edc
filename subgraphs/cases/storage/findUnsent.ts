import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { parseStepKey } from '../../../domain/cases/undoKey.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { mayEnd } from './mayEnd.ts';

/**
 * Steps of a case that were begun and for which nobody was asked yet, locked, so that no worker takes them up; those that
 * take something back are none. Empty where the case does not end by what happened.
 */
export async function findUnsent(
  transaction: CasesDatabase,
  caseId: string,
  happened: readonly CaseEvent[],
): Promise<ReadonlySet<string>> {
  if (!mayEnd(happened)) return new Set();
  const rows = await transaction
    .selectFrom('steps')
    .select('step')
    .where('case_id', '=', caseId)
    .where('state', '=', 'READY')
    .where('owner', 'is', null)
    .forUpdate()
    // A worker is just taking it up.
    .skipLocked()
    .execute();
  return new Set(rows.map(({ step }) => step).filter((step) => !parseStepKey(step).isUndo));
}
