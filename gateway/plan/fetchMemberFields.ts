import type { FetchNode, FlattenNode, PlanNode } from '@apollo/query-planner';
import {
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  parse,
  print,
  type SelectionNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { declareVariables } from './declareVariables.ts';
import type { LocalMembers } from './LocalMembers.ts';
import type { MemberSelection } from './MemberSelection.ts';
import { onType } from './onType.ts';
import { rewriteFetches } from './rewriteFetches.ts';
import { rewriteSelections } from './rewriteSelections.ts';
import { takenKeys } from './takenKeys.ts';

/** Fields of one member that one subgraph is asked for in a second phase. */
interface LaterFetch {
  readonly service: string;
  readonly type: string;
  readonly key: readonly string[];
  readonly path: readonly string[];
  readonly nodes: SelectionNode[];
}

/**
 * Asks for what the plan has no step for, once the rest has been answered: whoever tells of an object tells a key of it
 * too, by which another subgraph is asked for its fields.
 *
 * @param open - by place; what no single subgraph can tell by a key of leaves stays open.
 * @param document - the client's, for its variables.
 */
export function fetchMemberFields(
  node: PlanNode,
  open: ReadonlyMap<string, readonly MemberSelection[]>,
  document: DocumentNode,
  members: LocalMembers,
): PlanNode {
  const later = new Map<string, LaterFetch>();
  const told = rewriteFetches(node, (fetch, path) => {
    let isChanged = false;
    const completed = rewriteSelections(fetch, path, members, (set, { place, typeName, isWhole }) => {
      const known = isWhole ? members.of(fetch.serviceName, typeName) : [];
      const taken = takenKeys(set, typeName, fetch.serviceName, members);
      const fragments = (open.get(place) ?? []).flatMap((selection) => {
        if (!known.includes(selection.type)) return [];
        const found = choose(selection, fetch.serviceName, taken, members);
        if (found === undefined) return [];
        const id = `${place} ${selection.type} ${found.service} ${found.key.join(' ')}`;
        const fetched = later.get(id) ?? { ...found, type: selection.type, path: selection.path, nodes: [] };
        later.set(id, fetched);
        if (!fetched.nodes.includes(selection.node)) fetched.nodes.push(selection.node);
        return [onType(selection.type, ...['__typename', ...found.key].map(field))];
      });
      isChanged ||= fragments.length > 0;
      return fragments.length === 0 ? set : { ...set, selections: [...set.selections, ...fragments] };
    });
    return completed === undefined || !isChanged ? fetch : withDocument(fetch, completed);
  });
  if (later.size === 0) return node;
  const steps = [...later.values()].map((fetched) => toStep(fetched, document));
  const nodes = told.kind === 'Sequence' ? told.nodes : [told];
  return { kind: 'Sequence', nodes: [...nodes, { kind: 'Parallel', nodes: steps }] };
}

/** Who can be asked for a field by a key that another subgraph tells without giving a response key a second type. */
function choose(
  { type, node }: MemberSelection,
  teller: string,
  taken: ReadonlyMap<string, string>,
  members: LocalMembers,
): Pick<LaterFetch, 'service' | 'key'> | undefined {
  for (const service of members.services) {
    if (service === teller || !members.canTell(service, type, node)) continue;
    const key = members.plainKeys(service, type).find((names) =>
      names.every((name) => {
        const returned = members.typeOf(teller, type, name);
        return members.canTell(teller, type, field(name)) && (taken.get(name) ?? returned) === returned;
      }),
    );
    if (key !== undefined) return { service, key };
  }
  return undefined;
}

function toStep({ service, type, key, path, nodes }: LaterFetch, document: DocumentNode): FlattenNode {
  const usages = new Set<string>();
  for (const node of nodes) visit(node, { Variable: ({ name }) => void usages.add(name.value) });
  const entities = parse(
    'query($representations:[_Any!]!){_entities(representations:$representations){__typename}}',
    { noLocation: true },
  );
  const filled: DocumentNode = visit(entities, {
    Field: ({ name, ...rest }) =>
      name.value === '_entities'
        ? { ...rest, name, selectionSet: { kind: Kind.SELECTION_SET, selections: [onType(type, ...nodes)] } }
        : undefined,
  });
  const fetch: FetchNode = {
    kind: 'Fetch',
    serviceName: service,
    requires: [
      {
        kind: 'InlineFragment',
        typeCondition: type,
        selections: ['__typename', ...key].map((name) => ({ kind: 'Field', name })),
      },
    ],
    variableUsages: [...usages],
    operation: '',
    operationName: undefined,
    operationKind: OperationTypeNode.QUERY,
  };
  return {
    kind: 'Flatten',
    path: [...path],
    node: withDocument(fetch, declareVariables(filled, document, usages)),
  };
}

const withDocument = (fetch: FetchNode, document: DocumentNode): FetchNode => ({
  ...fetch,
  operationDocumentNode: document,
  operation: stripIgnoredCharacters(print(document)),
});

const field = (name: string): FieldNode => ({ kind: Kind.FIELD, name: { kind: Kind.NAME, value: name } });
