import type { StepResult } from '../../../domain/cases/StepResult.ts';

/** The same text for results that say the same, in whatever order their outputs stand. */
export function canonicalResult(result: StepResult): string {
  if (result.outcome !== 'DONE') return JSON.stringify(Object.entries(result).sort(byName));
  return JSON.stringify(['DONE', Object.entries(result.outputs).sort(byName)]);
}

function byName([one]: readonly [string, unknown], [other]: readonly [string, unknown]): number {
  return one < other ? -1 : 1;
}
