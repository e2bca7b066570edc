import { isJsonObject } from './JsonObject.ts';
import type { PathSegment } from './PathSegment.ts';
import type { ObjectPlace, Place } from './Place.ts';
import { passesTypes } from './passesTypes.ts';
import { readKey } from './readKey.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * Every object that a path leads to, in response order; nulls, absent values and values of another shape end a branch.
 */
export function findPlaces(
  starts: readonly ObjectPlace[],
  path: readonly PathSegment[],
  facts: SupergraphFacts,
): ObjectPlace[] {
  const found: ObjectPlace[] = [];
  for (const start of starts) collect(start, path, 0, facts, found);
  return found;
}

function collect(
  place: Place,
  path: readonly PathSegment[],
  depth: number,
  facts: SupergraphFacts,
  found: ObjectPlace[],
): void {
  const segment = path[depth];
  if (segment === undefined) {
    if (isObjectPlace(place)) found.push(place);
    return;
  }
  for (const next of step(place, segment)) {
    if (passesTypes(next.value, segment, facts)) collect(next, path, depth + 1, facts, found);
  }
}

function step(place: Place, { key }: PathSegment): readonly Place[] {
  if (key === undefined) return [place];
  if (key === null) {
    return Array.isArray(place.value)
      ? place.value.map((value: unknown, index) => ({ value, key: index, parent: place }))
      : [];
  }
  return isJsonObject(place.value) ? [{ value: readKey(place.value, key), key, parent: place }] : [];
}

function isObjectPlace(place: Place): place is ObjectPlace {
  return isJsonObject(place.value);
}
