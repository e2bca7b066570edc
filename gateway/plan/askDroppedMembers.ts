import type { FetchNode, PlanNode, QueryPlan } from '@apollo/query-planner';
import {
  type DocumentNode,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { declareVariables } from './declareVariables.ts';
import { fetchMemberFields } from './fetchMemberFields.ts';
import { inlineFragments } from './inlineFragments.ts';
import type { LocalMembers } from './LocalMembers.ts';
import type { MemberSelection } from './MemberSelection.ts';
import { onType } from './onType.ts';
import type { PlannedOperation } from './Planner.ts';
import { readMemberSelections } from './readMemberSelections.ts';
import { rewriteFetches } from './rewriteFetches.ts';
import { rewriteSelections } from './rewriteSelections.ts';
import { takenKeys } from './takenKeys.ts';

/**
 * Asks for the members of unions and interfaces that the planner has dropped without a word.
 *
 * Where two subgraphs share a field and know different members of its type, `@apollo/query-planner` 2.14 concludes that
 * a member which one of them does not know never comes, and asks neither for its fields: an object of that type then
 * has nulls that nobody sent. Whoever is asked for the field anyway is asked for the fields of the members it knows.
 *
 * What none of those can tell by itself another subgraph is asked for, by a key that it can tell.
 *
 * @param document - what was planned: one operation and its fragments.
 * @param schema - the whole supergraph.
 */
export function askDroppedMembers(
  plan: QueryPlan,
  document: DocumentNode,
  schema: GraphQLSchema,
  members: LocalMembers,
): Pick<PlannedOperation, 'plan' | 'unasked'> {
  const nothing = { plan, unasked: [] };
  const { node } = plan;
  if (node === undefined || node.kind === 'Subscription' || !members.areUneven) return nothing;
  const inlined = inlineFragments(document);
  const wanted = readMemberSelections(inlined, schema);
  if (wanted.size === 0) return nothing;
  const asked = collectAsked(node, schema, members);
  const missing = missingOf(wanted, asked);
  if (missing.size === 0) return nothing;
  const rewritten = rewriteFetches(node, (fetch, path) => complete(fetch, path, missing, inlined, members));
  const open = missingOf(wanted, collectAsked(rewritten, schema, members));
  const fetched = fetchMemberFields(rewritten, open, inlined, members);
  const unasked = [...open].flatMap(([place, selections]) =>
    selections
      .filter(({ fieldName }) => !fieldName.startsWith('__'))
      .map(({ type, responseKey }) => ({ place: place.split(' '), type, key: responseKey })),
  );
  return { plan: { ...plan, node: fetched }, unasked };
}

function missingOf(
  wanted: ReadonlyMap<string, readonly MemberSelection[]>,
  asked: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, readonly MemberSelection[]> {
  const missing = new Map<string, readonly MemberSelection[]>();
  for (const [place, selections] of wanted) {
    const here = asked.get(place);
    if (here === undefined) continue;
    const open = selections.filter(({ type, responseKey }) => !here.has(`${type} ${responseKey}`));
    if (open.length > 0) missing.set(place, open);
  }
  return missing;
}

/** Place → `member key` of all that some fetch asks there. */
function collectAsked(
  node: PlanNode,
  schema: GraphQLSchema,
  members: LocalMembers,
): ReadonlyMap<string, ReadonlySet<string>> {
  const asked = new Map<string, Set<string>>();
  rewriteFetches(node, (fetch, path) => {
    rewriteSelections(fetch, path, members, (set, { place, typeName, renamed }) => {
      const here = asked.get(place) ?? new Set<string>();
      asked.set(place, here);
      const type = schema.getType(typeName);
      const types = isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [typeName];
      for (const selection of set.selections) {
        if (selection.kind !== Kind.FIELD) continue;
        const key = selection.alias?.value ?? selection.name.value;
        for (const name of types) here.add(`${name} ${renamed.get(key) ?? key}`);
      }
      return set;
    });
    return fetch;
  });
  return asked;
}

function complete(
  fetch: FetchNode,
  path: readonly string[],
  missing: ReadonlyMap<string, readonly MemberSelection[]>,
  document: DocumentNode,
  members: LocalMembers,
): FetchNode {
  const added: SelectionNode[] = [];
  const service = fetch.serviceName;
  const completed = rewriteSelections(fetch, path, members, (set, { place, typeName, isWhole }) => {
    const known = isWhole ? members.of(service, typeName) : [];
    const taken = takenKeys(set, typeName, service, members);
    const fragments = (missing.get(place) ?? []).flatMap(({ type, node, fieldName, responseKey }) => {
      const returned = members.typeOf(service, type, fieldName);
      if (!known.includes(type) || !members.canTell(service, type, node)) return [];
      // Two members may not have different types under one key (GraphQL, "Field Selection Merging").
      if ((taken.get(responseKey) ?? returned) !== returned) return [];
      if (returned !== undefined) taken.set(responseKey, returned);
      return [onType(type, node)];
    });
    added.push(...fragments);
    return fragments.length === 0 ? set : { ...set, selections: [...set.selections, ...fragments] };
  });
  if (added.length === 0 || completed === undefined) return fetch;
  const usages = new Set(fetch.variableUsages ?? []);
  for (const node of added) visit(node, { Variable: ({ name }) => void usages.add(name.value) });
  const withVariables = declareVariables(completed, document, usages);
  return {
    ...fetch,
    variableUsages: [...usages],
    operationDocumentNode: withVariables,
    operation: stripIgnoredCharacters(print(withVariables)),
  };
}
