import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { HANDLING_STATES, type HandlingEntry } from './handlingWire.ts';
import { type StepReading, toStepResult } from './toStepResult.ts';

/** What all entries under one key say together. */
export interface JudgedEntries {
  /** `null`: the system never heard of the key. */
  readonly result: StepResult | null;
  /** Whether the step was begun more than once: a person must look. */
  readonly isRepeated: boolean;
}

/**
 * Judges the entries under one key: what is done outweighs what is in work, and that what was refused.
 *
 * @param entries - ascending by 业务流水号.
 * @throws {TongbanError} as `toStepResult`, for any of them.
 * @see docs/dialects/gbk-xml.md, 10.3
 */
export function judgeEntries(entries: readonly HandlingEntry[], reading: StepReading): JudgedEntries {
  const results = entries.map((entry) => toStepResult(entry, reading));
  const result =
    results.find(({ outcome }) => outcome === 'DONE') ??
    results.find(({ outcome }) => outcome === 'PENDING') ??
    results.find(({ outcome }) => outcome === 'UNKNOWN') ??
    results.at(-1) ??
    null;
  const begun = entries.filter(
    ({ '@blzt': state }) => state === HANDLING_STATES.done || state === HANDLING_STATES.inWork,
  );
  return { result, isRepeated: begun.length > 1 };
}
