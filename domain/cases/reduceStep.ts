import type { CaseEvent } from './CaseEvent.ts';
import { CaseRefusal } from './CaseRefusal.ts';
import type { OpenCase } from './CaseState.ts';
import { RESOLVED_BY_CLERK } from './resolvedByClerk.ts';
import type { StepProgress } from './StepProgress.ts';
import { parseStepKey } from './undoKey.ts';

/** What happens to one step of a case that is being handled. */
export type StepEvent = Extract<CaseEvent, { readonly step: string }>;
type OrdinaryStepEvent = Exclude<StepEvent, { readonly type: 'STEP_CANCELLED' | 'STEP_CONTRADICTED' }>;

/** A case after one of its steps went on; see `reduceCase`. */
export function reduceStep(state: OpenCase, event: OrdinaryStepEvent): OpenCase | CaseRefusal {
  const before = state.steps[event.step];
  const after = nextProgress(before, event);
  if (after instanceof CaseRefusal) return after;
  const { step, isUndo } = parseStepKey(event.step);
  const undone = isUndo && after.status === 'DONE' ? { [step]: takenBack(state.steps[step], event.at) } : {};
  return { ...state, steps: { ...state.steps, [event.step]: after, ...undone } };
}

const takenBack = (before: StepProgress | undefined, at: number): StepProgress => ({
  status: 'UNDONE',
  at,
  wasDone: before?.status === 'DONE',
});

function nextProgress(
  before: StepProgress | undefined,
  event: OrdinaryStepEvent,
): StepProgress | CaseRefusal {
  const { at } = event;
  switch (event.type) {
    case 'STEP_BEGUN':
      return before === undefined
        ? { status: 'BEGUN', at }
        : new CaseRefusal(`step ${event.step} was begun already`);
    case 'STEP_PENDING':
      return inFlight(before) ? { status: 'PENDING', at } : over(event);
    case 'STEP_UNKNOWN':
      return inFlight(before) ? { status: 'UNKNOWN', at } : over(event);
    case 'STEP_DONE':
      return inFlight(before) ? { status: 'DONE', at, facts: event.facts } : over(event);
    case 'STEP_REFUSED':
      return inFlight(before) ? { status: 'REFUSED', at, code: event.code } : over(event);
    case 'STEP_PARKED':
      return inFlight(before) || before?.status === 'REFUSED'
        ? { status: 'PARKED', at, code: event.code, facts: {} }
        : over(event);
    case 'STEP_RESOLVED':
      return before?.status === 'PARKED'
        ? resolved(event, before.facts)
        : new CaseRefusal(`step ${event.step} is not parked`);
  }
}

function resolved(
  { resolution, at, facts: entered }: Extract<OrdinaryStepEvent, { readonly type: 'STEP_RESOLVED' }>,
  facts: Readonly<Record<string, string>>,
): StepProgress {
  switch (resolution) {
    case 'DONE':
      return { status: 'DONE', at, facts: { ...facts, ...entered } };
    case 'REFUSED':
      return { status: 'REFUSED', at, code: RESOLVED_BY_CLERK };
    case 'RETRY':
      return { status: 'BEGUN', at };
  }
}

/** An answer may also come for a step that was parked because none came. */
function inFlight(progress: StepProgress | undefined): boolean {
  return (
    progress !== undefined &&
    (progress.status === 'BEGUN' ||
      progress.status === 'PENDING' ||
      progress.status === 'UNKNOWN' ||
      progress.status === 'PARKED')
  );
}

const over = ({ step }: OrdinaryStepEvent): CaseRefusal =>
  new CaseRefusal(`step ${step} is not being handled`);
