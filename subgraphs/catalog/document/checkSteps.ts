import { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { lacksWords } from './evidenceRow.ts';
import type { ProcedureStepRow } from './procedureStepRow.ts';

/** What is wrong with a step in the company of the others. */
export interface StepComplaint {
  readonly index: number;
  readonly field: string;
  readonly reason: string;
}

/** Checks what the steps of one procedure say of each other; in order, none for a procedure that can be run. */
export function checkSteps(steps: readonly ProcedureStepRow[]): readonly StepComplaint[] {
  return steps.flatMap((step, index) =>
    [checkKey, checkStage, checkAction, checkCondition, checkPivot, checkWords].flatMap((check) => {
      const complaint = check(step, steps.slice(0, index), steps);
      return complaint === null ? [] : [{ index, field: complaint[0], reason: complaint[1] }];
    }),
  );
}

type Check = (
  step: ProcedureStepRow,
  before: readonly ProcedureStepRow[],
  all: readonly ProcedureStepRow[],
) => readonly [field: string, reason: string] | null;

const checkKey: Check = ({ key }, before) =>
  before.some((other) => other.key === key) ? ['key', `${key} stands there twice`] : null;

const checkStage: Check = ({ stage }, before) => {
  const last = before.at(-1)?.stage ?? 0;
  if (stage === last + 1 || (stage === last && last > 0)) return null;
  return ['stage', last === 0 ? 'must begin at 1' : `must be ${last} or ${last + 1}`];
};

const checkAction: Check = (step) => {
  if (step.performer === 'CLERK') return null;
  const { department, action, compensation } = step;
  const known: readonly string[] = STEP_ACTIONS[department];
  if (!known.includes(action)) return ['action', `${action} is no action of ${department}`];
  if (action.startsWith('undo-')) return ['action', `${action} is a compensation and no step of its own`];
  if (compensation === null || compensation === `undo-${action}`) return null;
  return ['compensation', `${compensation} does not take back ${action}`];
};

/** Only what a system says has outputs. */
const checkCondition: Check = ({ when, stage }, before) => {
  if (when === null) return null;
  const isEarlier = before.some(
    (other) => other.key === when.step && other.stage < stage && other.performer === 'SYSTEM',
  );
  return isEarlier ? null : ['when.step', `${when.step} is no step of a system of an earlier stage`];
};

const checkPivot: Check = (step, before, all) => {
  if (step.isPivot && all.some((other) => other !== step && other.stage === step.stage))
    return ['isPivot', 'a pivot stands alone in its stage'];
  if (step.performer === 'CLERK')
    return step.isPivot ? ['isPivot', 'a clerk moves no money and cancels no registration'] : null;
  // Its own compensation is for as long as it is on its way.
  const pivot = before.find(({ isPivot }) => isPivot);
  if (pivot === undefined || step.compensation === null) return null;
  return ['compensation', `nothing is taken back after the pivot ${pivot.key}`];
};

const checkWords: Check = (step) => (lacksWords(step) ? ['quote', 'needs the words of the article'] : null);
