import { buildBereft } from './buildBereft.ts';
import { buildRepresentation } from './buildRepresentation.ts';
import { entityKeysOf } from './entityKeysOf.ts';
import type { JsonObject } from './JsonObject.ts';
import type { Losses } from './Losses.ts';
import { narrowFetch } from './narrowFetch.ts';
import { type NeedingField, needsOf } from './needsOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/** What a subgraph can be asked of an entity, beside what else it is asked of it. */
export interface BereftPart {
  readonly fetch: PlannedFetch;
  readonly representation: JsonObject;
}

/**
 * What of a fetch is asked of an entity although something that it requires has failed: it is made of null, as in one schema. Fields that
 * require different things are asked for apart, for what nulls an object for the one leaves the other its part.
 *
 * @param known - what was asked of other entities of the call, by the fields that are left.
 */
export function bereftParts(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
  losses: Losses,
  known: Map<string, PlannedFetch>,
): readonly BereftPart[] {
  const { keys, fields } = needsOf(fetch, facts);
  // With a part of its key it could be taken for another one.
  if (buildRepresentation(entity, keys, facts) === null) return [];
  const unmet = fields.filter(
    ({ typeName, needs }) =>
      facts.overlap(String(entity['__typename']), typeName) &&
      buildRepresentation(entity, needs, facts) === null,
  );
  const alike = new Map<string, NeedingField[]>();
  for (const field of unmet) {
    const needs = JSON.stringify(field.needs);
    const others = alike.get(needs);
    if (others === undefined) alike.set(needs, [field]);
    else others.push(field);
  }
  return [...alike.values()].flatMap((kept) => {
    const id = kept.map((field) => fields.indexOf(field)).join(' ');
    const part =
      known.get(id) ??
      narrowFetch(
        fetch,
        fields.filter((field) => !kept.includes(field)),
        facts,
      );
    known.set(id, part);
    const representation = buildBereft(entity, part, facts, losses);
    // What cannot be made has failed, too, for whoever requires that.
    if (representation === 'failed') for (const key of entityKeysOf(part)) losses.note(entity, [key]);
    return representation === null || representation === 'failed' ? [] : [{ fetch: part, representation }];
  });
}
