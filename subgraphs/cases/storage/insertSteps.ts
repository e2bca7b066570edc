import type { SettledCase } from '../../../domain/cases/settleCase.ts';
import { parseStepKey } from '../../../domain/cases/undoKey.ts';
import { businessKeyOf } from '../businessKeyOf.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import { subgraphOf } from '../subgraphOf.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { ChainedEvent } from './chainEvents.ts';
import { PLACE_CEILING } from './placeCeiling.ts';
import type { WakeUp } from './WakeUps.ts';

interface StepsOf {
  readonly record: Pick<CaseRecord, 'caseId' | 'caseNumber' | 'divisions' | 'dueOn'>;
  readonly settled: SettledCase;
  readonly events: readonly ChainedEvent[];
}

/** Makes the rows of the steps that a place's system is to be asked for, and says who is to be woken for them. */
export async function insertSteps(
  transaction: CasesDatabase,
  { record, settled, events }: StepsOf,
): Promise<readonly WakeUp[]> {
  const rows = settled.begun.flatMap(({ step, key }) => {
    if (step.performer !== 'SYSTEM') return [];
    const sequence = events.find(({ event }) => event.type === 'STEP_BEGUN' && event.step === key)?.sequence;
    const division = record.divisions[step.role];
    const action = parseStepKey(key).isUndo ? step.compensation : step.action;
    if (sequence === undefined || division === null || action === null)
      throw new RangeError(`step ${key} has no place to be done at`);
    return [
      {
        step_key: `${record.caseId}.${sequence}`,
        case_id: record.caseId,
        step: key,
        business_key: businessKeyOf(record.caseNumber, sequence),
        subgraph: subgraphOf(step.department),
        division,
        action,
        state: 'READY' as const,
        due_on: record.dueOn,
        owner: null,
        expires_at: null,
        code: null,
      },
    ];
  });
  if (rows.length === 0) return [];
  await transaction
    .insertInto('places')
    .values(
      rows
        .map(({ subgraph, division }) => ({ subgraph, division, ceiling: PLACE_CEILING }))
        // Always in the same order: two cases that begin at two new places must not wait for each other.
        .toSorted((one, other) => (nameOf(one) < nameOf(other) ? -1 : 1)),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await transaction.insertInto('steps').values(rows).execute();
  return rows.map(({ subgraph, division }) => ({ kind: 'place', subgraph, division }));
}

const nameOf = ({ subgraph, division }: { readonly subgraph: string; readonly division: string }): string =>
  `${subgraph}/${division}`;
