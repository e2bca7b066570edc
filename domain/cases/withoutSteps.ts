import type { OpenCase } from './CaseState.ts';

/** What steps have got to, as if some had not been begun. */
export const withoutSteps = (steps: OpenCase['steps'], left: ReadonlySet<string>): OpenCase['steps'] =>
  Object.fromEntries(Object.entries(steps).filter(([key]) => !left.has(key)));
