import type { CaseChange } from './CaseChange.ts';

/** Whether a person must look at what a place said. */
export const isContradiction = (change: CaseChange | null): boolean =>
  change?.events.some(({ type }) => type === 'STEP_CONTRADICTED') ?? false;
