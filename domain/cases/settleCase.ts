import type { CaseEvent } from './CaseEvent.ts';
import { CaseRefusal } from './CaseRefusal.ts';
import type { CaseState, OpenCase } from './CaseState.ts';
import { isBadRating } from './isBadRating.ts';
import type { Procedure } from './Procedure.ts';
import type { ProcedureStep } from './ProcedureStep.ts';
import { type NextMove, planNext } from './planNext.ts';
import { reduceCase } from './reduceCase.ts';
import { undoKey } from './undoKey.ts';
import { withoutSteps } from './withoutSteps.ts';

/** A step to be begun: done, or taken back. */
export interface BegunStep {
  readonly step: ProcedureStep;
  /** Its key in the case: `undo:` before it for a compensation. */
  readonly key: string;
}

/** A case after what happened and all that follows from it at once. */
export interface SettledCase {
  readonly state: CaseState;
  /** What was given, then what followed, in order. */
  readonly events: readonly CaseEvent[];
  /** Steps that were begun by it. */
  readonly begun: readonly BegunStep[];
}

/**
 * Applies what happened, and then everything that follows from it by the procedure without anybody having to do
 * anything: acceptance, the next steps, the end. Pure.
 *
 * @param unsent - steps that were begun and for which nobody was asked yet, nor will be before this is stored: they are no
 *   reason to wait when the case is to end.
 */
export function settleCase(
  state: CaseState | null,
  happened: readonly CaseEvent[],
  procedure: Procedure,
  unsent: ReadonlySet<string> = new Set(),
): SettledCase | CaseRefusal {
  const events: CaseEvent[] = [];
  const begun: BegunStep[] = [];
  const queue = [...happened];
  let current = state;
  let at = 0;
  for (;;) {
    const event = queue.shift() ?? followUp(current, procedure, { at, begun, unsent });
    if (event === null) break;
    const next = reduceCase(current, event);
    if (next instanceof CaseRefusal) return next;
    events.push(event);
    current = next;
    at = event.at;
  }
  return current === null ? new CaseRefusal('nothing happened') : { state: current, events, begun };
}

function followUp(
  state: CaseState | null,
  procedure: Procedure,
  { at, begun, unsent }: Surroundings,
): CaseEvent | null {
  if (state?.phase === 'CONSENTING')
    return Object.values(state.consents).some((status) => status === 'REFUSED' || status === 'LAPSED')
      ? { type: 'CLOSED', at, outcome: 'TERMINATED' }
      : null;
  if (state?.phase === 'SUBMITTED' && state.halt === null && procedure.acceptance === 'AUTOMATIC')
    return { type: 'ACCEPTED', at };
  if (state?.phase === 'CLOSED' && isBadRating(state.rating) && state.correction === null)
    return { type: 'CORRECTION_OPENED', at };
  if (state?.phase !== 'OPEN') return null;
  return leaveUnsent(state, procedure, { at, unsent }) ?? eventOf(planNext(state, procedure), at, begun);
}

interface Surroundings {
  readonly at: number;
  readonly begun: BegunStep[];
  readonly unsent: ReadonlySet<string>;
}

/** What nobody was asked for yet keeps no case from ending, and is not done once it ends. */
function leaveUnsent(
  state: OpenCase,
  procedure: Procedure,
  { at, unsent }: Pick<Surroundings, 'at' | 'unsent'>,
): CaseEvent | null {
  const left = new Set([...unsent].filter((key) => state.steps[key]?.status === 'BEGUN'));
  const [step] = left;
  if (step === undefined) return null;
  if (state.ending !== null) return { type: 'STEP_CANCELLED', at, step };
  const move = planNext({ ...state, steps: withoutSteps(state.steps, left) }, procedure);
  return move.kind === 'END' ? eventOf(move, at, []) : null;
}

function eventOf(move: NextMove, at: number, begun: BegunStep[]): CaseEvent | null {
  switch (move.kind) {
    case 'BEGIN': {
      const [step] = move.steps;
      if (step === undefined) return null;
      begun.push({ step, key: step.key });
      return { type: 'STEP_BEGUN', at, step: step.key };
    }
    case 'UNDO': {
      const key = undoKey(move.step.key);
      begun.push({ step: move.step, key });
      return { type: 'STEP_BEGUN', at, step: key };
    }
    case 'END':
      return { type: 'ENDING_BEGUN', at, outcome: move.outcome };
    case 'PARK':
      return { type: 'STEP_PARKED', at, step: move.step, code: move.code };
    case 'CLOSE':
      return { type: 'CLOSED', at, outcome: move.outcome };
    case 'WAIT':
      return null;
  }
}
