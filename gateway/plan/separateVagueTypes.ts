import type { FetchNode, PlanNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type DocumentNode, type GraphQLSchema, isAbstractType } from 'graphql';
import { inlineFragments } from './inlineFragments.ts';
import type { PlanningSchemas } from './PlanningSchemas.ts';
import { readMemberSelections } from './readMemberSelections.ts';
import { readRequiredKeys } from './readRequiredKeys.ts';
import { rewriteFetches } from './rewriteFetches.ts';
import { splitVagueFetch } from './splitVagueFetch.ts';

/**
 * Asks of each type no more than the operation wants of it, where a subgraph knows only the interface.
 *
 * `@apollo/query-planner` 2.14 puts all types of such an interface into one fetch that asks everything of all of them:
 * a type would wait for what only another one's fields require, and so get nothing, or fail for what nobody wants of it.
 *
 * @param document - what was planned; a response key has one meaning at each of its places.
 */
export function separateVagueTypes(
  node: PlanNode,
  document: DocumentNode,
  { supergraphSchema: schema, facts }: PlanningSchemas,
): PlanNode {
  if (facts.vagueTypes.size === 0) return node;
  let isMixed = false;
  let readsContext = false;
  rewriteFetches(node, (fetch) => {
    isMixed ||= vagueTypesOf(fetch, schema).size > 1;
    readsContext ||= (fetch.contextRewrites ?? []).length > 0;
    return fetch;
  });
  // What a context is read of is asked for without being wanted where it stands.
  if (!isMixed || readsContext) return node;
  const wanted = readMemberSelections(inlineFragments(document), schema);
  const required = readRequiredKeys(node);
  return rewriteFetches(node, (fetch, path) => {
    const place = path.join(' ');
    const vague = vagueTypesOf(fetch, schema);
    const types = requiredTypes(fetch.requires ?? []);
    const members = types.flatMap((type) => membersOf(type, schema));
    const others = new Set(members.filter((type) => !vague.has(type)));
    const unnamed = types.filter((type) => !members.includes(type));
    const [first = fetch, ...further] = splitVagueFetch(
      fetch,
      { vague, unnamed, others: [...others] },
      wanted.get(place) ?? [],
      required.get(place) ?? [],
      facts,
    );
    return further.length === 0 ? first : { kind: 'Parallel', nodes: [first, ...further] };
  });
}

/** Types of objects that a fetch asks about as another type, and that one. */
function vagueTypesOf({ inputRewrites = [] }: FetchNode, schema: GraphQLSchema): ReadonlyMap<string, string> {
  return new Map(
    inputRewrites.flatMap((rewrite) => {
      const [condition, key, ...below] = rewrite.path;
      if (rewrite.kind !== 'ValueSetter' || key !== '__typename' || below.length > 0) return [];
      const name = condition?.replace('... on ', '') ?? '';
      return membersOf(name, schema).map((member) => [member, String(rewrite.setValueTo)] as const);
    }),
  );
}

/** What entities of a fetch are known as. */
const requiredTypes = (requires: readonly QueryPlanSelectionNode[]): readonly string[] => [
  ...new Set(requires.flatMap((node) => (node.kind === 'InlineFragment' ? (node.typeCondition ?? []) : []))),
];

function membersOf(name: string, schema: GraphQLSchema): readonly string[] {
  const type = schema.getType(name);
  return isAbstractType(type) ? schema.getPossibleTypes(type).map((member) => member.name) : [name];
}
