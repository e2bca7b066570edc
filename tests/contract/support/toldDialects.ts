import { DIALECT_NAMES } from './dialectNames.ts';
import type { Dialect } from './dialects.ts';

const TOLD = [
  'collaboration-bus',
  'exchange-table of housing-fund',
  'exchange-table of social-insurance',
  'file-drop of housing-fund',
  'file-drop of social-insurance',
] as const satisfies readonly Dialect[];
export type ToldDialect = (typeof TOLD)[number];
export type AskedDialect = Exclude<Dialect, ToldDialect>;

/**
 * Dialects of systems that are not asked when somebody reads: they tell us beforehand, or later.
 *
 * What the suites about single calls assert (faults.test.ts, slow.test.ts, guard.test.ts, resultCodes.test.ts) does not
 * exist for them, since no reader waits for a call: no time after which one gives up, no breaker in a read, no code that
 * a read could end with. told.test.ts and toldFaults.test.ts assert what is instead.
 */
export const TOLD_DIALECTS: readonly ToldDialect[] = TOLD;

/** Dialects of systems that are asked at the moment of the read. */
export const ASKED_DIALECTS = DIALECT_NAMES.filter((dialect): dialect is AskedDialect => !isTold(dialect));

export function isTold(dialect: Dialect): dialect is ToldDialect {
  const told: readonly Dialect[] = TOLD;
  return told.includes(dialect);
}
