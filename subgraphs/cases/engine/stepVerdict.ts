import { awaitsAnswer } from '../../../domain/cases/awaitsAnswer.ts';
import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import type { Procedure } from '../../../domain/cases/Procedure.ts';
import { PARKED_FOR } from '../../../domain/cases/parkedFor.ts';
import type { StepProgress } from '../../../domain/cases/StepProgress.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { factsOf } from '../factsOf.ts';
import type { CaseChange } from '../storage/CaseChange.ts';

/** A result that a case is told of; that it failed it need not know. */
export type TellableResult = Exclude<StepResult, { readonly outcome: 'FAILED' }>;

export interface StepNews {
  readonly step: string;
  readonly result: TellableResult;
  /** Epoch ms. */
  readonly at: number;
  /** Given up, for a person: instead of UNKNOWN. */
  readonly isParked: boolean;
  /** Of an attempt that a person has had made anew: something has come of the new one. Default: `false`. */
  readonly isSuperseded?: boolean;
}

/**
 * What a result means for a case as it stands: an event, with what was said sealed beside it; `null` where it says nothing
 * new. What contradicts a step that the case has gone on from is kept for a person, and changes nothing.
 */
export function stepVerdict(
  state: CaseState,
  procedure: Procedure,
  { step, result, at, isParked, isSuperseded = false }: StepNews,
): CaseChange | null {
  if (state.phase !== 'OPEN' && state.phase !== 'CLOSED') return null;
  const progress = state.steps[step];
  if (state.phase === 'OPEN' && awaitsAnswer(progress) && !isSuperseded) {
    if (isParked) return parked(step, at, result);
    return told(step, at, result, { procedure, status: progress?.status });
  }
  if (!isSuperseded && isKnown(progress, result)) return null;
  if (state.phase === 'CLOSED' && state.contradicted.includes(step)) return null;
  return {
    events: [{ type: 'STEP_CONTRADICTED', at, step }],
    contents: { [`contradiction:${step}`]: result },
  };
}

/** Places tell a result at least once, in any order: what agrees with what was said before is no news. */
function isKnown(progress: StepProgress | undefined, { outcome }: TellableResult): boolean {
  if (outcome !== 'DONE' && outcome !== 'REFUSED') return true;
  // It was cancelled, as one that nobody was asked for.
  if (progress === undefined) return outcome === 'REFUSED';
  switch (progress.status) {
    case 'UNDONE':
      return outcome === 'REFUSED' || progress.wasDone;
    case 'PARKED':
      return progress.code === PARKED_FOR.CONTRADICTED || outcome === 'REFUSED';
    default:
      return progress.status === outcome;
  }
}

const parked = (step: string, at: number, result: TellableResult): CaseChange => ({
  events: [{ type: 'STEP_PARKED', at, step, code: 'code' in result ? result.code : result.outcome }],
  contents: {},
});

function told(
  step: string,
  at: number,
  result: TellableResult,
  { procedure, status }: { readonly procedure: Procedure; readonly status: string | undefined },
): CaseChange | null {
  switch (result.outcome) {
    case 'DONE':
      return {
        events: [{ type: 'STEP_DONE', at, step, facts: factsOf(procedure, step, result.outputs) }],
        contents: { [`outputs:${step}`]: result.outputs },
      };
    case 'REFUSED':
      return {
        events: [{ type: 'STEP_REFUSED', at, step, code: result.code }],
        contents: { [`reason:${step}`]: result.reason },
      };
    case 'PENDING':
      return status === 'PENDING' ? null : only({ type: 'STEP_PENDING', at, step });
    case 'UNKNOWN':
      return status === 'UNKNOWN' ? null : only({ type: 'STEP_UNKNOWN', at, step });
  }
}

const only = (event: CaseEvent): CaseChange => ({ events: [event], contents: {} });
