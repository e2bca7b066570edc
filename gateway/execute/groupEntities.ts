import { applyRewrites } from './applyRewrites.ts';
import { buildRepresentation } from './buildRepresentation.ts';
import type { EntityGroup } from './EntityGroup.ts';
import type { ExecutionRun } from './ExecutionRun.ts';
import { inputRewritesFor } from './inputRewritesFor.ts';
import { isIdentified } from './isIdentified.ts';
import type { JsonObject } from './JsonObject.ts';
import { keysForType } from './keysForType.ts';
import { lesserFetch } from './lesserFetch.ts';
import { narrowRequires } from './narrowRequires.ts';
import type { ObjectPlace } from './Place.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readContextArguments } from './readContextArguments.ts';
import type { EntityKey, SupergraphFacts } from './SupergraphFacts.ts';
import { selectsFor } from './selectsFor.ts';
import { withoutAbsentKeys } from './withoutAbsentKeys.ts';

/** Of fetches that read no context. */
const NONE: JsonObject = {};

/** What of a run matters here; `coercedVariables` for `@skip` and `@include` in the fetch. */
type EntityScope = Pick<ExecutionRun, 'coercedVariables' | 'facts' | 'progress'>;

interface OpenGroup extends EntityGroup {
  readonly indexByText: Map<string, number>;
}

/**
 * Makes the representations of a fetch, each entity once however often it stands in the response, and remembers all
 * its places: paths of errors come from here, never from counting entities.
 */
export function groupEntities(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  { coercedVariables, facts, progress }: EntityScope,
): readonly EntityGroup[] {
  const groups = new Map<string, OpenGroup>();
  const keysByType = new Map<string, readonly EntityKey[]>();
  const wantedTypes = new Map<string, boolean>();
  const lesser = new Map<string, PlannedFetch | null>();
  const narrowed = fetch.isConditional
    ? { ...fetch, requires: narrowRequires(fetch, coercedVariables, facts) }
    : fetch;
  for (const place of places) {
    if (fetch.exactTypes !== null && !fetch.exactTypes.has(String(place.value['__typename']))) continue;
    if (progress?.wasAsked(fetch, place.value)) continue;
    let asked: PlannedFetch | null = narrowed;
    let representation = represent(asked, place.value, facts, keysByType);
    if (representation === null && progress?.isLast !== false) {
      asked = withoutAbsentKeys(narrowed, place.value, facts);
      if (asked !== narrowed) representation = represent(asked, place.value, facts, keysByType);
      if (representation === null) asked = lesserFetch(narrowed, place.value, facts, lesser);
      representation ??= asked && represent(asked, place.value, facts, keysByType);
    }
    if (asked === null || representation === null) {
      progress?.noteWaiting();
      continue;
    }
    const given =
      fetch.contextRewrites.length === 0 ? NONE : readContextArguments(fetch.contextRewrites, place, facts);
    if (given !== NONE && progress?.isLast === false && Object.values(given).includes(undefined)) {
      progress.noteWaiting();
      continue;
    }
    progress?.noteAsked(fetch, place.value);
    if (fetch.isConditional) {
      const typeName = String(representation['__typename']);
      const known = asked === narrowed ? wantedTypes.get(typeName) : undefined;
      const isWanted = known ?? selectsFor(asked, typeName, coercedVariables, facts);
      if (asked === narrowed) wantedTypes.set(typeName, isWanted);
      if (!isWanted) continue;
    }
    const group = findGroup(groups, asked, given);
    // One selection writes equal entities in one order of keys, so plain JSON is canonical here.
    const text = JSON.stringify(representation);
    const index = group.indexByText.get(text);
    if (index !== undefined) {
      group.places[index]?.push(place);
      continue;
    }
    group.indexByText.set(text, group.representations.length);
    group.representations.push(representation);
    group.places.push([place]);
  }
  return [...groups.values()];
}

function represent(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
  keysByType: Map<string, readonly EntityKey[]>,
): JsonObject | null {
  const representation = buildRepresentation(entity, fetch.requires ?? [], facts);
  if (representation === null) return null;
  const typeName = String(representation['__typename']);
  if (fetch.inputRewrites.length > 0)
    applyRewrites(inputRewritesFor(fetch, typeName, facts), representation, undefined, facts);
  let keys = keysByType.get(typeName);
  if (keys === undefined) {
    // An interface object knows nothing of the types: it is told the interface, and has the keys of that.
    const told = String(representation['__typename']);
    keys = [...keysForType(fetch, typeName, facts), ...facts.keysOf(fetch.service, told)];
    keysByType.set(typeName, keys);
  }
  return isIdentified(representation, keys) ? representation : null;
}

function findGroup(groups: Map<string, OpenGroup>, fetch: PlannedFetch, given: JsonObject): OpenGroup {
  // What has not come by now is `null`, as the planner declares it.
  const contextArguments = given === NONE ? NONE : fillGaps(given);
  const id = given === NONE ? fetch.query : `${fetch.query} ${JSON.stringify(contextArguments)}`;
  const known = groups.get(id);
  if (known !== undefined) return known;
  const group: OpenGroup = {
    fetch,
    contextArguments,
    representations: [],
    places: [],
    indexByText: new Map(),
  };
  groups.set(id, group);
  return group;
}

const fillGaps = (values: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value ?? null]));
