import type { StepResult } from '../../domain/cases/StepResult.ts';

/** What all entries under one key say together. */
export interface WeighedResults {
  /** `null`: the system never heard of the key. */
  readonly result: StepResult | null;
  /** Whether the step was begun more than once: a person must look. */
  readonly isRepeated: boolean;
}

/** What is done outweighs what is in work, that what nobody can tell, and that what was refused. @param results - the oldest first. */
export function weighResults(results: readonly StepResult[]): WeighedResults {
  const find = (wanted: StepResult['outcome']) => results.find(({ outcome }) => outcome === wanted);
  return {
    result: find('DONE') ?? find('PENDING') ?? find('UNKNOWN') ?? results.at(-1) ?? null,
    isRepeated: results.filter(({ outcome }) => outcome === 'DONE' || outcome === 'PENDING').length > 1,
  };
}
