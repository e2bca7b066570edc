import { buildRepresentation } from './buildRepresentation.ts';
import type { JsonObject } from './JsonObject.ts';
import { narrowFetch } from './narrowFetch.ts';
import { needsOf } from './needsOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/**
 * What of a fetch can be asked of an entity that lacks what some of its fields require.
 *
 * The planner puts all that one subgraph is asked of a place into one fetch, whoever wants it: what only some of the objects
 * are to be asked, by their type, by how they were reached or under a condition that it has forgotten, keeps the others from nothing.
 *
 * @param known - what such a fetch was for other entities of the call, by the fields whose requirements they lack.
 * @returns `null` where nothing is left to ask.
 */
export function lesserFetch(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
  known: Map<string, PlannedFetch | null>,
): PlannedFetch | null {
  const { keys, fields } = needsOf(fetch, facts);
  if (buildRepresentation(entity, keys, facts) === null) return null;
  const own = fields.filter(({ typeName }) => facts.overlap(String(entity['__typename']), typeName));
  const unmet = own.filter(({ needs }) => buildRepresentation(entity, needs, facts) === null);
  if (unmet.length === own.length) return null;
  const id = unmet.map((field) => fields.indexOf(field)).join(' ');
  const before = known.get(id);
  if (before !== undefined) return before;
  const lesser = narrowFetch(fetch, unmet, facts);
  known.set(id, lesser);
  return lesser;
}
