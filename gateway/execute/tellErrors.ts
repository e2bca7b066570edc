import type { EntityError } from './EntityFetcher.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { locateError } from './locateError.ts';
import { MOST_ERRORS } from './mostErrors.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';

/**
 * Adds errors about one entity at one of its places to those of its fetch.
 *
 * Once there are {@link MOST_ERRORS}, the first of those left stands at the entity itself, for all of them: what is null below
 * is accounted for.
 */
export function tellErrors(
  errors: readonly EntityError[],
  place: ObjectPlace,
  fetch: PlannedFetch,
  run: ExecutionRun,
): void {
  const told = run.errors[fetch.ordinal];
  if (told === undefined) return;
  for (const error of errors) {
    const { length } = told;
    if (length < MOST_ERRORS) told.push(locateError(error, error.path, { place, fetch, run }));
    else {
      told.push(locateError(error, [], { place, fetch, run }));
      return;
    }
  }
}
