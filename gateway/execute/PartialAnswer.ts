import type { EntityError } from './EntityFetcher.ts';

/** What one object of a fetch was answered with, and the errors beside it. */
export interface PartialAnswer {
  /** `null`: an error has nulled it all. */
  readonly value: Record<string, unknown> | null;
  readonly errors: readonly EntityError[];
}
