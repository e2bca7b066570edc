import type { ExecutionRun } from './ExecutionRun.ts';
import { operationOf } from './operationOf.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { pathOf } from './pathOf.ts';
import { responseKeysOf } from './responseKeysOf.ts';

/** Every field that the fetch asks for, at every place. */
export function rootPaths(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  run: ExecutionRun,
): (readonly (string | number)[])[] {
  const selectionSet = operationOf(fetch.document)?.selectionSet;
  const keys = [...responseKeysOf(selectionSet, run.coercedVariables)];
  return places.flatMap((place) => keys.map((key) => [...pathOf(place), key]));
}
