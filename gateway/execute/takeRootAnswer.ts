import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { applyRewrites } from './applyRewrites.ts';
import { cleanExtensions } from './cleanExtensions.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { isJsonObject } from './JsonObject.ts';
import { mergeObject } from './mergeObject.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import { renameAliases } from './renameAliases.ts';
import { rootPaths } from './rootPaths.ts';
import { upstreamMessage } from './upstreamMessage.ts';

/** Merges what a subgraph said about root fields, be it asked or told by itself, at every place. */
export function takeRootAnswer(
  answer: FormattedExecutionResult,
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): void {
  if (isJsonObject(answer.data)) applyRewrites(fetch.outputRewrites, answer.data, undefined, run.facts);
  for (const [index, place] of places.entries()) {
    if (isJsonObject(answer.data)) {
      mergeObject(place.value, answer.data, { copy: index > 0, vagueTypes: run.facts.vagueTypes });
    }
    const errors = (answer.errors ?? []).map((error) => locate(error, fetch, place, run));
    run.errors[fetch.ordinal]?.push(...errors);
  }
  if (answer.data === null && answer.errors?.length) run.nulled.push(...rootPaths(fetch, places, run));
}

function locate(
  error: GraphQLFormattedError,
  fetch: PlannedFetch,
  place: ObjectPlace,
  run: ExecutionRun,
): ExecutionError {
  const inside = Array.isArray(error.path) ? renameAliases(error.path, fetch.aliases) : undefined;
  const outside = pathOf(place);
  return {
    message: upstreamMessage(error, run.context),
    path: inside === undefined && outside.length === 0 ? undefined : [...outside, ...(inside ?? [])],
    extensions: cleanExtensions(error.extensions, fetch.service, run.context),
  };
}
