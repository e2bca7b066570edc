import { applyRewrites } from './applyRewrites.ts';
import { type BereftPart, bereftParts } from './bereftParts.ts';
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
type EntityScope = Pick<ExecutionRun, 'coercedVariables' | 'facts' | 'losses' | 'progress'>;

interface OpenGroup extends EntityGroup {
  readonly indexByText: Map<string, number>;
}

/**
 * Makes the representations of a fetch, each entity once however often it stands in the response, and remembers all
 * its places: paths of errors come from here, never from counting entities.
 *
 * @param tellHidden - told of places where a context should be read that something beside it has taken along.
 */
export function groupEntities(
  fetch: PlannedFetch,
  places: readonly ObjectPlace[],
  { coercedVariables, facts, losses, progress }: EntityScope,
  tellHidden: (place: ObjectPlace) => void,
): readonly EntityGroup[] {
  const groups = new Map<string, OpenGroup>();
  const keysByType = new Map<string, readonly EntityKey[]>();
  const wantedTypes = new Map<string, boolean>();
  const lesser = new Map<string, PlannedFetch | null>();
  const bereftOf = new Map<string, PlannedFetch>();
  const narrowed = fetch.isConditional
    ? { ...fetch, requires: narrowRequires(fetch, coercedVariables, facts) }
    : fetch;
  const isWanted = (asked: PlannedFetch, typeName: string): boolean => {
    if (!fetch.isConditional) return true;
    const known = asked === narrowed ? wantedTypes.get(typeName) : undefined;
    const isSelected = known ?? selectsFor(asked, typeName, coercedVariables, facts);
    if (asked === narrowed) wantedTypes.set(typeName, isSelected);
    return isSelected;
  };
  const lesserParts = (entity: JsonObject): readonly BereftPart[] => {
    if (progress?.isLast === false) return [];
    const keyed = withoutAbsentKeys(narrowed, entity, facts);
    const whole = keyed === narrowed ? null : represent(keyed, entity, facts, keysByType);
    if (whole !== null) return [{ fetch: keyed, representation: whole }];
    const asked = lesserFetch(narrowed, entity, facts, lesser);
    const met = asked && represent(asked, entity, facts, keysByType);
    const parts = asked && met ? [{ fetch: asked, representation: met }] : [];
    if (losses.isEmpty) return parts;
    const bereft = bereftParts(narrowed, entity, facts, losses, bereftOf).filter((part) =>
      isKnown(part.fetch, part.representation, facts, keysByType),
    );
    return [...parts, ...bereft];
  };
  for (const place of places) {
    if (fetch.exactTypes !== null && !fetch.exactTypes.has(String(place.value['__typename']))) continue;
    if (progress?.wasAsked(fetch, place.value)) continue;
    const whole = represent(narrowed, place.value, facts, keysByType);
    const parts = whole === null ? lesserParts(place.value) : [{ fetch: narrowed, representation: whole }];
    if (parts.length === 0) {
      progress?.noteWaiting();
      continue;
    }
    const given =
      fetch.contextRewrites.length === 0
        ? NONE
        : readContextArguments(fetch.contextRewrites, place, facts, losses);
    if (given === null) {
      if (progress?.isLast === false) progress.noteWaiting();
      else tellHidden(place);
      continue;
    }
    if (given !== NONE && progress?.isLast === false && Object.values(given).includes(undefined)) {
      progress.noteWaiting();
      continue;
    }
    progress?.noteAsked(fetch, place.value);
    for (const { fetch: asked, representation } of parts) {
      if (isWanted(asked, String(representation['__typename'])))
        add(findGroup(groups, asked, given), representation, place);
    }
  }
  return [...groups.values()];
}

function add(group: OpenGroup, representation: JsonObject, place: ObjectPlace): void {
  // One selection writes equal entities in one order of keys, so plain JSON is canonical here.
  const text = JSON.stringify(representation);
  const index = group.indexByText.get(text);
  if (index !== undefined) {
    group.places[index]?.push(place);
    return;
  }
  group.indexByText.set(text, group.representations.length);
  group.representations.push(representation);
  group.places.push([place]);
}

function represent(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
  keysByType: Map<string, readonly EntityKey[]>,
): JsonObject | null {
  const representation = buildRepresentation(entity, fetch.requires ?? [], facts);
  return representation !== null && isKnown(fetch, representation, facts, keysByType) ? representation : null;
}

/** Writes a representation as the subgraph knows it. @returns whether it says which entity it means. */
function isKnown(
  fetch: PlannedFetch,
  representation: JsonObject,
  facts: SupergraphFacts,
  keysByType: Map<string, readonly EntityKey[]>,
): boolean {
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
  return isIdentified(representation, keys);
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
