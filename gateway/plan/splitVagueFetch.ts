import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import {
  type DirectiveNode,
  type FieldNode,
  Kind,
  print,
  type SelectionNode,
  type SelectionSetNode,
  stripIgnoredCharacters,
  visit,
} from 'graphql';
import { keepNeeded } from '../execute/keepNeeded.ts';
import { operationOf } from '../execute/operationOf.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import type { MemberSelection } from './MemberSelection.ts';
import type { RequiredKey } from './RequiredKey.ts';
import { withoutFields } from './withoutFields.ts';

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include']);

/** Types of which the same is asked. */
interface TypeGroup {
  readonly types: string[];
  readonly dropped: ReadonlySet<FieldNode>;
}

/**
 * The fetches that one about interface objects must become, so that each type is asked what is wanted of it.
 *
 * @param vague - the types of its entities → what the subgraph takes them for.
 * @param wanted - what the operation asks of types at this place.
 * @param required - what fetches need of objects at this place.
 * @returns the fetch alone where the same is asked of all of its types.
 */
export function splitVagueFetch(
  fetch: FetchNode,
  vague: ReadonlyMap<string, string>,
  wanted: readonly MemberSelection[],
  required: readonly RequiredKey[],
  facts: SupergraphFacts,
): readonly FetchNode[] {
  if (vague.size < 2 || wanted.length === 0) return [fetch];
  const fields = vagueFields(fetch, new Set(vague.values()));
  const named = new Set(wanted.map(({ responseKey }) => responseKey));
  const conditions = new Map<string, Set<string>>();
  for (const { type, responseKey, node } of wanted) {
    const id = `${type} ${responseKey}`;
    conditions.set(id, (conditions.get(id) ?? new Set()).add(conditionsOf(node)));
  }
  const isDropped = (type: string, { key, condition }: AskedField): boolean => {
    if (!named.has(key)) return false;
    if (required.some((need) => need.key === key && meets(type, need.condition, facts))) return false;
    const own = conditions.get(`${type} ${key}`);
    if (own === undefined) return true;
    // The planner may have made a condition one of the whole fetch.
    const isTold = fields.some((field) => field.key === key && own.has(field.condition));
    return isTold && !own.has(condition);
  };
  const groups = new Map<string, TypeGroup>();
  for (const type of vague.keys()) {
    const dropped = fields.filter((field) => isDropped(type, field));
    const id = dropped.map((field) => fields.indexOf(field)).join(' ');
    const group = groups.get(id) ?? { types: [], dropped: new Set(dropped.map(({ node }) => node)) };
    groups.set(id, group);
    group.types.push(type);
  }
  if ([...groups.values()].every(({ dropped }) => dropped.size === 0)) return [fetch];
  return [...groups.values()].flatMap((group) => narrow(fetch, group, fields, facts) ?? []);
}

interface AskedField {
  readonly node: FieldNode;
  /** In merged data. */
  readonly key: string;
  readonly condition: string;
}

/** What a fetch asks of entities as one of these types. */
function vagueFields(fetch: FetchNode, types: ReadonlySet<string>): readonly AskedField[] {
  const renamed = new Map(
    (fetch.outputRewrites ?? []).flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[String(rewrite.path.at(-1)), rewrite.renameKeyTo] as const] : [],
    ),
  );
  const collect = (
    { selections }: SelectionSetNode,
    isMeant: boolean,
    around: readonly DirectiveNode[],
  ): AskedField[] =>
    selections.flatMap((node): AskedField[] => {
      if (node.kind === Kind.FRAGMENT_SPREAD) return [];
      const directives = [...around, ...(node.directives ?? [])];
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const type = node.typeCondition?.name.value;
        return collect(node.selectionSet, type === undefined ? isMeant : types.has(type), directives);
      }
      if (!isMeant) return [];
      const key = (node.alias ?? node.name).value;
      return [{ node, key: renamed.get(key) ?? key, condition: writeConditions(directives) }];
    });
  const [entities] = (fetch.operationDocumentNode && operationOf(fetch.operationDocumentNode))?.selectionSet
    .selections ?? [undefined];
  return entities?.kind === Kind.FIELD && entities.selectionSet
    ? collect(entities.selectionSet, false, [])
    : [];
}

/** Those of a field and of the fragments around it; their order means nothing. */
function conditionsOf(node: SelectionNode, around: readonly DirectiveNode[] = []): string {
  const directives = [...around, ...(node.directives ?? [])];
  const [inner] = node.kind === Kind.INLINE_FRAGMENT ? node.selectionSet.selections : [];
  return inner === undefined ? writeConditions(directives) : conditionsOf(inner, directives);
}

const writeConditions = (directives: readonly DirectiveNode[]): string =>
  [...new Set(directives.filter(({ name }) => CONDITIONS.has(name.value)).map(print))].sort().join(' ');

const meets = (type: string, condition: string | undefined, facts: SupergraphFacts): boolean =>
  condition === undefined || facts.meets(type, condition);

/** The part of a fetch that is about the types of a group; nothing where nothing is asked of them. */
function narrow(
  fetch: FetchNode,
  { types, dropped }: TypeGroup,
  fields: readonly AskedField[],
  facts: SupergraphFacts,
): FetchNode | undefined {
  const kept = fields.filter(({ node }) => !dropped.has(node));
  if (kept.length === 0 || fetch.operationDocumentNode === undefined) return undefined;
  const document = withoutFields(fetch.operationDocumentNode, dropped);
  const used = new Set<string>();
  visit(document, { Variable: ({ name }) => void used.add(name.value) });
  const { serviceName: service, inputRewrites = [] } = fetch;
  const asked = new Set(kept.map(({ node }) => node.name.value));
  const requires = types.map((type): QueryPlanSelectionNode => {
    const all = selectionsFor(type, fetch.requires ?? [], facts);
    const selections = keepNeeded(all, asked, { service, inputRewrites }, facts);
    // Those of the interface and those of the type say much the same.
    const distinct = new Map(selections.map((selection) => [JSON.stringify(selection), selection]));
    return { kind: 'InlineFragment', typeCondition: type, selections: [...distinct.values()] };
  });
  return {
    ...fetch,
    requires,
    variableUsages: (fetch.variableUsages ?? []).filter((name) => used.has(name)),
    operationDocumentNode: document,
    operation: stripIgnoredCharacters(print(document)),
  };
}

const selectionsFor = (
  type: string,
  requires: readonly QueryPlanSelectionNode[],
  facts: SupergraphFacts,
): readonly QueryPlanSelectionNode[] =>
  requires.flatMap((node): readonly QueryPlanSelectionNode[] => {
    if (node.kind === 'Field') return [node];
    const { typeCondition, selections } = node;
    return meets(type, typeCondition, facts) ? selectionsFor(type, selections, facts) : [];
  });
