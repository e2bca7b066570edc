import type { EntityFetch } from '../execute/EntityFetcher.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { CachedGeneration, CacheParts } from './CacheParts.ts';
import type { CachedSubgraph } from './cacheSettings.ts';
import type { EntityNames } from './entry/EntityNames.ts';
import { identitiesOf } from './entry/identitiesOf.ts';
import type { WantedEntity } from './WantedEntity.ts';

export interface WantedOptions {
  readonly parts: Pick<CacheParts, 'names' | 'selections' | 'partitionField'>;
  readonly generation: CachedGeneration;
  readonly settings: CachedSubgraph;
  readonly fetch: EntityFetch;
  readonly context: GatewayRequestContext;
}

/**
 * Tells which entities of a fetch may lie in the cache, equal ones once, in order of first appearance.
 *
 * Those of other types, without a plain key, or private ones of a caller who is nobody, are not among them.
 */
export function findWanted({
  parts,
  generation,
  settings,
  fetch,
  context,
}: WantedOptions): readonly WantedEntity[] {
  const caller = settings.scope === 'private' ? context.caller : undefined;
  if (caller === null) return [];
  const ownTags = caller === undefined ? [] : [parts.names.subjectTag(caller)];
  const wanted = new Map<string, WantedEntity & { positions: [number, ...number[]] }>();
  /** A page has many entities of few types and places. */
  const groupTags = new Map<string, readonly string[]>();
  for (const [position, representation] of fetch.representations.entries()) {
    const typename = String(representation['__typename']);
    if (settings.types?.includes(typename) === false) continue;
    const partitionField = parts.partitionField(typename);
    const keys = generation.facts.keysOf(fetch.service, typename);
    const identities = identitiesOf(typename, representation, keys, partitionField);
    const [first] = identities;
    if (first === undefined) continue;

    const selection = parts.selections.selectionOf(fetch.document, typename, generation.supergraphSchema);
    const tag = parts.names.entityTag(first);
    const name = parts.names.entry(tag, {
      service: fetch.service,
      generationId: generation.id,
      selection: selection.digest,
      variables: Object.fromEntries(selection.variables.map((key) => [key, fetch.variables[key]])),
      representation,
      caller: caller ?? null,
    });
    const known = wanted.get(name);
    if (known !== undefined) {
      known.positions.push(position);
      continue;
    }
    const others = identities.slice(1).map((identity) => parts.names.entityTag(identity));
    const places = identities.map((identity) => identity.place).filter((place) => place !== '');
    const groupKey = JSON.stringify([typename, ...places]);
    const groups = groupTags.get(groupKey) ?? tagsOfGroups(parts.names, typename, places);
    groupTags.set(groupKey, groups);
    const tags = [...new Set([tag, ...others, ...groups, ...ownTags])];
    const place = representation[partitionField];
    wanted.set(name, {
      name,
      tags,
      representation,
      place: typeof place === 'string' ? place : null,
      positions: [position],
    });
  }
  return [...wanted.values()];
}

/** Of all of the type, and of those of them that are where this entity is, as far as its keys say it. */
function tagsOfGroups(names: EntityNames, typename: string, places: readonly string[]): readonly string[] {
  const whereabouts = places.map((place) => names.placeTag(typename, place));
  if (places.length === 0) whereabouts.push(names.unplacedTag(typename));
  return [...whereabouts, names.placeTag(typename, '')];
}
