import type { FormattedExecutionResult, GraphQLFormattedError } from 'graphql';
import { TongbanError } from '../../domain/TongbanError.ts';
import { applyRewrites } from './applyRewrites.ts';
import { cleanExtensions } from './cleanExtensions.ts';
import { describeError } from './describeError.ts';
import type { ExecutionError } from './ExecutionError.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { isJsonObject } from './JsonObject.ts';
import { mergeObject } from './mergeObject.ts';
import { operationOf } from './operationOf.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import { pickVariables } from './pickVariables.ts';
import { renameAliases } from './renameAliases.ts';
import { responseKeysOf } from './responseKeysOf.ts';
import { toTongbanError } from './toTongbanError.ts';
import { upstreamMessage } from './upstreamMessage.ts';

/** Asks one subgraph for root fields and merges them at every place; a failure is one error for each root field. */
export async function executeRootFetch(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): Promise<void> {
  const { progress } = run;
  if (progress !== undefined) {
    const [first] = places;
    if (first === undefined || progress.wasAsked(fetch, first.value)) return;
    progress.noteAsked(fetch, first.value);
  }
  try {
    const answer = await send(fetch, run);
    if (isJsonObject(answer.data)) applyRewrites(fetch.outputRewrites, answer.data, undefined, run.facts);
    for (const [index, place] of places.entries()) {
      if (isJsonObject(answer.data)) {
        mergeObject(place.value, answer.data, { copy: index > 0, vagueTypes: run.facts.vagueTypes });
      }
      const errors = (answer.errors ?? []).map((error) => locate(error, fetch, place, run));
      run.errors[fetch.ordinal]?.push(...errors);
    }
    if (answer.data === null && answer.errors?.length) run.nulled.push(...rootPaths(fetch, places, run));
  } catch (error) {
    run.errors[fetch.ordinal]?.push(...failures(error, fetch, places, run));
  }
}

async function send(fetch: PlannedFetch, run: ExecutionRun): Promise<FormattedExecutionResult> {
  run.context.signal.throwIfAborted();
  const url = run.upstreams.urlOf(fetch.service);
  if (url === undefined) {
    throw new TongbanError('JURISDICTION_NOT_CONNECTED', `${fetch.service} has no address`);
  }
  const { service, query, operationName } = fetch;
  const variables = pickVariables(run.variables, fetch.variableUsages);
  return run.upstreams.client.send(
    { service, jurisdiction: null, url, operation: 'root', query, operationName, variables },
    run.context,
    run.context.signal,
  );
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

function failures(
  error: unknown,
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): ExecutionError[] {
  const description = describeError(toTongbanError(error, run.context.signal), fetch.service, run.context);
  return rootPaths(fetch, places, run).map((path) => ({ ...description, path }));
}

/** Every field that the fetch asks for, at every place. */
function rootPaths(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): (readonly (string | number)[])[] {
  const selectionSet = operationOf(fetch.document)?.selectionSet;
  const keys = [...responseKeysOf(selectionSet, fetch.document, run.coercedVariables)];
  return places.flatMap((place) => keys.map((key) => [...pathOf(place), key]));
}
