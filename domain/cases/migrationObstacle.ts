import type { CaseState } from './CaseState.ts';
import type { Procedure } from './Procedure.ts';
import type { ProcedureStep } from './ProcedureStep.ts';
import { parseStepKey } from './undoKey.ts';

/** The two versions between which a case is to be moved. */
export interface ProcedureMove {
  readonly from: Procedure;
  readonly to: Procedure;
  /** Whether the case has a third place (第三地). */
  readonly hasThird: boolean;
}

/**
 * Why a case cannot go on by another version of its procedure; `null`: it can. All that was begun must mean the same there,
 * and nothing may have to be made up for.
 */
export function migrationObstacle(state: CaseState, { from, to, hasThird }: ProcedureMove): string | null {
  if (from.id !== to.id) return `${to.id} is another procedure`;
  if (state.phase === 'DECLINED' || state.phase === 'CLOSED') return 'it is over';
  if (state.phase === 'OPEN' && state.ending !== null) return 'it is being ended';
  if (!hasThird && to.steps.some(({ role }) => role === 'THIRD')) return 'it has no third place';
  const begun = new Set(
    state.phase === 'OPEN' ? Object.keys(state.steps).map((key) => parseStepKey(key).step) : [],
  );
  return changedStep(begun, from, to) ?? missedStep(begun, from, to);
}

function changedStep(begun: ReadonlySet<string>, from: Procedure, to: Procedure): string | null {
  for (const key of begun) {
    const [before, after] = [findStep(from, key), findStep(to, key)];
    if (after === undefined) return `step ${key} was begun and is not in version ${to.version}`;
    if (before === undefined || meaningOf(before) !== meaningOf(after))
      return `step ${key} was begun and means something else in version ${to.version}`;
  }
  return null;
}

/** A step that is new, or whose condition is, would come too late where a later stage has begun. */
function missedStep(begun: ReadonlySet<string>, from: Procedure, to: Procedure): string | null {
  const reached = Math.max(0, ...to.steps.filter(({ key }) => begun.has(key)).map(({ stage }) => stage));
  for (const step of to.steps) {
    if (begun.has(step.key) || step.stage >= reached) continue;
    const before = findStep(from, step.key);
    if (before === undefined || meaningOf(before) !== meaningOf(step))
      return `step ${step.key} of version ${to.version} belongs before what was begun`;
  }
  return null;
}

const findStep = ({ steps }: Procedure, key: string): ProcedureStep | undefined =>
  steps.find((step) => step.key === key);

/** All but the words for it, its own time limit, and the number of its stage, of which only the order counts. */
function meaningOf(step: ProcedureStep): string {
  const { role, performer, isPivot, when } = step;
  const condition = when === null ? null : [when.step, when.output, when.equals];
  const asked = step.performer === 'SYSTEM' ? [step.department, step.action, step.compensation] : [];
  return JSON.stringify([role, performer, isPivot, condition, ...asked]);
}
