import type { SettledCase } from '../../../domain/cases/settleCase.ts';
import type { StepAction } from '../../../domain/cases/stepAction.ts';
import { parseStepKey } from '../../../domain/cases/undoKey.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { businessKeyOf } from '../businessKeyOf.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import { subgraphOf } from '../subgraphOf.ts';
import type { ChainedEvent } from './chainEvents.ts';

/** A step that a place's system is to be asked for. */
export interface StepToDo {
  readonly stepKey: string;
  readonly step: string;
  readonly businessKey: string;
  readonly subgraph: string;
  readonly division: DivisionCode;
  readonly action: StepAction;
}

interface StepsOf {
  readonly record: Pick<CaseRecord, 'caseId' | 'caseNumber' | 'divisions'>;
  readonly settled: SettledCase;
  readonly events: readonly ChainedEvent[];
}

/** What systems are to be asked for by what was begun in a case. */
export function stepsToDo({ record, settled, events }: StepsOf): readonly StepToDo[] {
  return settled.begun.flatMap(({ step, key }) => {
    if (step.performer !== 'SYSTEM') return [];
    const sequence = events.find(({ event }) => event.type === 'STEP_BEGUN' && event.step === key)?.sequence;
    const division = record.divisions[step.role];
    const action = parseStepKey(key).isUndo ? step.compensation : step.action;
    if (sequence === undefined || division === null || action === null)
      throw new RangeError(`step ${key} has no place to be done at`);
    return [
      {
        stepKey: `${record.caseId}.${sequence}`,
        step: key,
        businessKey: businessKeyOf(record.caseNumber, sequence),
        subgraph: subgraphOf(step.department),
        division,
        action,
      },
    ];
  });
}
