import type { EndingOutcome } from './CaseEvent.ts';
import type { OpenCase } from './CaseState.ts';
import type { CaseOutcome } from './caseOutcome.ts';
import type { Procedure } from './Procedure.ts';
import type { ProcedureStep, SystemStep } from './ProcedureStep.ts';
import { PARKED_FOR } from './parkedFor.ts';
import { RESOLVED_BY_CLERK } from './resolvedByClerk.ts';
import type { StepProgress } from './StepProgress.ts';
import { undoKey } from './undoKey.ts';

/** What is to be done about a case that is being handled. */
export type NextMove =
  /** Steps to be begun now, side by side. */
  | { readonly kind: 'BEGIN'; readonly steps: readonly ProcedureStep[] }
  /** What was done is taken back, the last first, one at a time. */
  | { readonly kind: 'UNDO'; readonly step: SystemStep }
  /** A refusal before anything irrevocable: the case ends so. */
  | { readonly kind: 'END'; readonly outcome: EndingOutcome }
  /** Something was refused after money moved or a registration was cancelled: a person must decide. */
  | { readonly kind: 'PARK'; readonly step: string; readonly code: string }
  | { readonly kind: 'CLOSE'; readonly outcome: CaseOutcome }
  /** Something is on its way, or a person is waited for. */
  | { readonly kind: 'WAIT' };

/** What follows for a case by its procedure; pure, so that whoever comes by may find out. */
export function planNext(state: OpenCase, procedure: Procedure): NextMove {
  if (state.ending !== null) return planEnding(state, procedure, state.ending);
  const refused = procedure.steps.find(({ key }) => state.steps[key]?.status === 'REFUSED');
  if (refused !== undefined) {
    if (mayPassPivot(state, procedure)) return { kind: 'WAIT' };
    if (!isPastPivot(state, procedure)) return { kind: 'END', outcome: 'REFUSED' };
    return isRefusedBySystem(state.steps[refused.key])
      ? { kind: 'PARK', step: refused.key, code: PARKED_FOR.REFUSED_PAST_PIVOT }
      : { kind: 'END', outcome: 'TERMINATED' };
  }
  if (state.halt !== null || state.inquiries.some(({ waits }) => waits)) return { kind: 'WAIT' };
  return planForward(state, procedure);
}

/** Whether something was done that no machine may take back. */
export function isPastPivot({ steps }: Pick<OpenCase, 'steps'>, procedure: Procedure): boolean {
  return procedure.steps.some(({ key, isPivot }) => isPivot && steps[key]?.status === 'DONE');
}

/** Whether something is on its way that no machine may take back, so that it cannot be told yet how the case may end. */
export function mayPassPivot({ steps }: Pick<OpenCase, 'steps'>, procedure: Procedure): boolean {
  return procedure.steps.some((step) => {
    if (!step.isPivot) return false;
    const progress = steps[step.key];
    return progress?.status === 'PENDING' ? !hasCompensation(step) : isUnsettled(progress);
  });
}

const hasCompensation = (step: ProcedureStep): boolean =>
  step.performer === 'SYSTEM' && step.compensation !== null;

function planForward({ steps }: OpenCase, procedure: Procedure): NextMove {
  const stages = [...new Set(procedure.steps.map(({ stage }) => stage))].toSorted((a, b) => a - b);
  for (const stage of stages) {
    const due = procedure.steps.filter((step) => step.stage === stage && isWanted(step, steps));
    if (due.every(({ key }) => steps[key]?.status === 'DONE')) continue;
    const fresh = due.filter(({ key }) => steps[key] === undefined);
    return fresh.length === 0 ? { kind: 'WAIT' } : { kind: 'BEGIN', steps: fresh };
  }
  return { kind: 'CLOSE', outcome: 'GRANTED' };
}

function isWanted({ when }: ProcedureStep, steps: OpenCase['steps']): boolean {
  if (when === null) return true;
  const earlier = steps[when.step];
  return earlier?.status === 'DONE' && earlier.facts[when.output] === when.equals;
}

function planEnding(state: OpenCase, procedure: Procedure, outcome: EndingOutcome): NextMove {
  const { steps } = state;
  const systemSteps = procedure.steps.filter((step) => step.performer === 'SYSTEM');
  const refused = systemSteps.find(({ key }) => isRefusedBySystem(steps[undoKey(key)]));
  if (refused !== undefined)
    return { kind: 'PARK', step: undoKey(refused.key), code: PARKED_FOR.UNDO_REFUSED };
  if (systemSteps.some(({ key }) => isUnsettled(steps[undoKey(key)]))) return { kind: 'WAIT' };
  const isPast = isPastPivot(state, procedure);
  // What is on its way may still happen; only what can be taken back before its answer is.
  const isOnItsWay = systemSteps.some((step) =>
    steps[step.key]?.status === 'PENDING'
      ? isPast || !hasCompensation(step) || steps[undoKey(step.key)] !== undefined
      : isUnsettled(steps[step.key]),
  );
  if (isOnItsWay) return { kind: 'WAIT' };
  const standing = isPast
    ? undefined
    : systemSteps.findLast(
        ({ key, compensation }) =>
          compensation !== null && isStanding(steps[key]) && steps[undoKey(key)] === undefined,
      );
  return standing === undefined ? { kind: 'CLOSE', outcome } : { kind: 'UNDO', step: standing };
}

function isRefusedBySystem(progress: StepProgress | undefined): boolean {
  return progress?.status === 'REFUSED' && progress.code !== RESOLVED_BY_CLERK;
}

/** Begun and not over. */
function isUnsettled(progress: StepProgress | undefined): boolean {
  return (
    progress?.status === 'BEGUN' ||
    progress?.status === 'PENDING' ||
    progress?.status === 'UNKNOWN' ||
    progress?.status === 'PARKED'
  );
}

function isStanding(progress: StepProgress | undefined): boolean {
  return progress?.status === 'DONE' || progress?.status === 'PENDING';
}
