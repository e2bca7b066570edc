import type { EntityError } from './EntityFetcher.ts';
import type { PartialAnswer } from './PartialAnswer.ts';
import type { PlannedFetch } from './PlannedFetch.ts';

/** An answer after its holes were asked for again. */
export interface RefilledAnswer extends PartialAnswer {
  /** Where something failed that `errors` do not tell of. */
  readonly untold: readonly EntityError['path'][];
  /** What was asked for again, in keys of the fetch: the error that nulled it accounts for whatever the client misses there. */
  readonly nulled: readonly (readonly (string | number)[])[];
  /** What has not come this time either, in keys of the fetch, and who requires it. */
  readonly bereft: readonly { readonly at: readonly (string | number)[]; readonly requirer: PlannedFetch }[];
}
