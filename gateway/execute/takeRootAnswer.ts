import type { FormattedExecutionResult } from 'graphql';
import { applyRewrites } from './applyRewrites.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { findOmitted } from './findOmitted.ts';
import { isJsonObject } from './JsonObject.ts';
import { type ErrorPlace, locateError } from './locateError.ts';
import { mergeObject } from './mergeObject.ts';
import { MOST_ERRORS } from './mostErrors.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { RootAnswer } from './RootAnswer.ts';
import { renameAliases } from './renameAliases.ts';
import { rootPaths } from './rootPaths.ts';

/** Merges what a subgraph said about root fields, be it asked or told by itself, at every place. */
export function takeRootAnswer(
  answer: RootAnswer,
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): void {
  const omitted = findOmitted(answer, fetch, run);
  if (isJsonObject(answer.data)) applyRewrites(fetch.outputRewrites, answer.data, undefined, run.facts);
  const failed = [...(answer.errors ?? []).map(({ path }) => path), ...(answer.untold ?? [])].filter(
    Array.isArray,
  );
  for (const [index, place] of places.entries()) {
    if (isJsonObject(answer.data)) {
      mergeObject(place.value, answer.data, { copy: index > 0, vagueTypes: run.facts.vagueTypes });
    }
    const origin = { place, fetch, run };
    tellErrors(answer, origin);
    for (const path of failed) run.losses.note(place.value, renameAliases(path, fetch.aliases));
    for (const key of omitted)
      run.errors[fetch.ordinal]?.push(locateError(left(key, fetch.service), [key], origin));
  }
  if (answer.data !== null || !answer.errors?.length) return;
  for (const path of rootPaths(fetch, places, run)) run.nulled.push(path);
}

/** An answer of some kilobytes could have many more errors than any client reads. */
function tellErrors({ errors }: FormattedExecutionResult, origin: ErrorPlace): void {
  const told = origin.run.errors[origin.fetch.ordinal];
  for (const error of errors ?? []) {
    if (told === undefined) return;
    if (told.length >= MOST_ERRORS) {
      // It says no place, as those left out may be about any.
      told.push(locateError(tooMany(origin.fetch.service), null, origin));
      return;
    }
    told.push(locateError(error, Array.isArray(error.path) ? error.path : null, origin));
  }
}

const tooMany = (service: string) => ({
  message: `The answer of ${service} has more errors than are passed on`,
  extensions: { code: 'JURISDICTION_BAD_RESPONSE' },
});

const left = (key: string, service: string) => ({
  message: `${service} did not answer for ${key}`,
  extensions: { code: 'JURISDICTION_BAD_RESPONSE' },
});
