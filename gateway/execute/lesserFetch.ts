import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  print,
  type SelectionSetNode,
  stripIgnoredCharacters,
} from 'graphql';
import { buildRepresentation } from './buildRepresentation.ts';
import type { EntityField } from './EntityField.ts';
import type { JsonObject } from './JsonObject.ts';
import { keepNeeded } from './keepNeeded.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { readEntityFields } from './readEntityFields.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { usedVariables } from './usedVariables.ts';
import { withoutFields } from './withoutFields.ts';

const TYPE_NAME: QueryPlanSelectionNode = { kind: 'Field', name: '__typename' };

/**
 * What of a fetch can be asked of an entity that lacks what some of its fields require.
 *
 * The planner puts all that one subgraph is asked of a place into one fetch, whoever wants it: what only some of the objects
 * are to be asked, by their type or by how they were reached, keeps the others from nothing.
 *
 * @param known - what such a fetch was for other entities of the call, by what they lack.
 * @returns `null` where nothing is left to ask.
 */
export function lesserFetch(
  fetch: PlannedFetch,
  entity: JsonObject,
  facts: SupergraphFacts,
  known: Map<string, PlannedFetch | null>,
): PlannedFetch | null {
  const lacking = lackingIn(entity, fetch.requires ?? [], facts);
  const id = [...lacking].join(' ');
  const before = known.get(id);
  if (before !== undefined) return before;
  const texts = written.get(fetch.document) ?? new Map<string, Lesser | null>();
  written.set(fetch.document, texts);
  // `null` is an answer, too.
  const remembered = texts.get(id);
  const text = remembered === undefined ? write(fetch, lacking, facts) : remembered;
  texts.set(id, text);
  const lesser = text && {
    ...fetch,
    document: text.document,
    query: text.query,
    variableUsages: text.variableUsages,
    requires: keepNeeded(fetch.requires ?? [], text.kept, fetch, facts),
  };
  known.set(id, lesser);
  return lesser;
}

/** Names of required fields that nobody has answered. */
function lackingIn(
  entity: JsonObject,
  requires: readonly QueryPlanSelectionNode[],
  facts: SupergraphFacts,
): ReadonlySet<string> {
  const typeName = String(entity['__typename']);
  return new Set(
    requires.flatMap((node): readonly string[] => {
      if (node.kind === 'Field') {
        return buildRepresentation(entity, [TYPE_NAME, node], facts) === null ? [node.name] : [];
      }
      const { typeCondition, selections } = node;
      const applies = typeCondition === undefined || facts.meets(typeName, typeCondition);
      return applies ? [...lackingIn(entity, selections, facts)] : [];
    }),
  );
}

/** What is asked then, and the fields of it. */
interface Lesser extends Pick<PlannedFetch, 'document' | 'query' | 'variableUsages'> {
  readonly kept: readonly EntityField[];
}

/** By the whole document: others remember what they know of a document by the document itself. */
const written = new WeakMap<DocumentNode, Map<string, Lesser | null>>();

function write(fetch: PlannedFetch, lacking: ReadonlySet<string>, facts: SupergraphFacts): Lesser | null {
  const dropped = new Set<FieldNode>();
  const kept: EntityField[] = [];
  for (const field of readEntityFields(fetch.document)) {
    const { typeName, node } = field;
    const needs = facts.requiredBy(fetch.service, typeName, node.name.value).flatMap(namesIn);
    if (needs.some((need) => lacking.has(need))) dropped.add(node);
    else if (node.name.value !== '__typename') kept.push(field);
  }
  if (dropped.size === 0 || kept.length === 0) return null;
  const document = withoutFields(fetch.document, dropped);
  const used = usedVariables(document);
  return {
    document,
    query: stripIgnoredCharacters(print(document)),
    variableUsages: fetch.variableUsages.filter((name) => used.has(name)),
    kept,
  };
}

const namesIn = ({ selections }: SelectionSetNode): readonly string[] =>
  selections.flatMap((node) => {
    if (node.kind === Kind.FIELD) return [node.name.value];
    return node.kind === Kind.INLINE_FRAGMENT ? namesIn(node.selectionSet) : [];
  });
