import { CaseRefusal } from './CaseRefusal.ts';
import type { OpenCase } from './CaseState.ts';
import { withoutSteps } from './withoutSteps.ts';

/** A case that ends, as if a step of it that nobody was asked for had not been begun; see `reduceCase`. */
export function cancelStep(state: OpenCase, step: string): OpenCase | CaseRefusal {
  if (state.ending === null || state.steps[step]?.status !== 'BEGUN')
    return new CaseRefusal(`step ${step} cannot be cancelled`);
  return { ...state, steps: withoutSteps(state.steps, new Set([step])) };
}
