import type { FetchNode, QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, print, stripIgnoredCharacters } from 'graphql';
import type { EntityField } from '../execute/EntityField.ts';
import { keepNeeded } from '../execute/keepNeeded.ts';
import { readEntityFields } from '../execute/readEntityFields.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import { usedVariables } from '../execute/usedVariables.ts';
import { withoutFields } from '../execute/withoutFields.ts';
import type { MemberSelection } from './MemberSelection.ts';
import type { RequiredKey } from './RequiredKey.ts';
import type { TypedFetchNode } from './TypedFetchNode.ts';

/** Types of which the same is asked. */
interface TypeGroup {
  readonly types: readonly string[];
  readonly dropped: ReadonlySet<FieldNode>;
}

/** Types of the entities of a fetch. */
export interface AskedTypes {
  /** Those that the subgraph takes for another type → that one. */
  readonly vague: ReadonlyMap<string, string>;
  /** Their interfaces, as which those are known whose own type nobody has told yet. */
  readonly unnamed: readonly string[];
  readonly others: readonly string[];
}

/**
 * The fetches that one about interface objects must become, so that each type is asked what is wanted of it.
 *
 * @param wanted - what the operation asks of types at this place.
 * @param required - what fetches need of objects at this place.
 * @returns the fetch alone where the same is asked of all of its types.
 */
export function splitVagueFetch(
  fetch: FetchNode,
  { vague, unnamed, others }: AskedTypes,
  wanted: readonly MemberSelection[],
  required: readonly RequiredKey[],
  facts: SupergraphFacts,
): readonly TypedFetchNode[] {
  if (vague.size < 2 || wanted.length === 0) return [fetch];
  const asked = askedFields(fetch, new Set(vague.values()));
  const fields = asked.filter(({ isVague }) => isVague);
  const named = new Set(wanted.map(({ responseKey }) => responseKey));
  const known = new Set(wanted.map(({ type, responseKey }) => `${type} ${responseKey}`));
  // Conditions decide nothing here: the planner moves them between fields, fetches and steps.
  const isDropped = (type: string, { key }: AskedField): boolean => {
    const isRequired = required.some((need) => need.key === key && meets(type, need.condition, facts));
    return named.has(key) && !isRequired && !known.has(`${type} ${key}`);
  };
  const groups = new Map<string, TypeGroup & { readonly types: string[] }>();
  for (const type of [...vague.keys(), ...unnamed]) {
    const members = [...vague.keys()].filter((member) => facts.meets(member, type));
    const dropped = fields.filter((field) => members.every((member) => isDropped(member, field)));
    const id = dropped.map((field) => fields.indexOf(field)).join(' ');
    const group = groups.get(id) ?? { types: [], dropped: nodesOf(dropped) };
    groups.set(id, group);
    group.types.push(type);
  }
  if ([...groups.values()].every(({ dropped }) => dropped.size === 0)) return [fetch];
  const parts = [...groups.values()].flatMap((group) => narrow(fetch, group, fields, facts) ?? []);
  const rest = narrow(fetch, { types: others, dropped: nodesOf(fields) }, asked, facts);
  return rest === undefined ? parts : [...parts, rest];
}

const nodesOf = (fields: readonly AskedField[]): ReadonlySet<FieldNode> =>
  new Set(fields.map(({ node }) => node));

interface AskedField extends EntityField {
  /** In merged data. */
  readonly key: string;
  /** Whether it is asked of entities as what the subgraph takes them for. */
  readonly isVague: boolean;
}

/** What a fetch asks of entities. */
function askedFields(fetch: FetchNode, types: ReadonlySet<string>): readonly AskedField[] {
  const renamed = new Map(
    (fetch.outputRewrites ?? []).flatMap((rewrite) =>
      rewrite.kind === 'KeyRenamer' ? [[String(rewrite.path.at(-1)), rewrite.renameKeyTo] as const] : [],
    ),
  );
  const { operationDocumentNode: document } = fetch;
  return (document === undefined ? [] : readEntityFields(document)).map(({ typeName, node }) => {
    const key = (node.alias ?? node.name).value;
    return { typeName, node, key: renamed.get(key) ?? key, isVague: types.has(typeName) };
  });
}

const meets = (type: string, condition: string | undefined, facts: SupergraphFacts): boolean =>
  condition === undefined || facts.meets(type, condition);

/** The part of a fetch that is about the types of a group; nothing where nothing is asked of them. */
function narrow(
  fetch: FetchNode,
  { types, dropped }: TypeGroup,
  fields: readonly AskedField[],
  facts: SupergraphFacts,
): TypedFetchNode | undefined {
  const kept = fields.filter(({ node }) => !dropped.has(node));
  if (types.length === 0 || kept.length === 0 || fetch.operationDocumentNode === undefined) return undefined;
  const document = withoutFields(fetch.operationDocumentNode, dropped);
  const used = usedVariables(document);
  const { serviceName: service, inputRewrites = [] } = fetch;
  const requires = types.map((type): QueryPlanSelectionNode => {
    const all = selectionsFor(type, fetch.requires ?? [], facts);
    const selections = keepNeeded(all, kept, { service, inputRewrites }, facts);
    // Those of the interface and those of the type say much the same.
    const distinct = new Map(selections.map((selection) => [JSON.stringify(selection), selection]));
    return { kind: 'InlineFragment', typeCondition: type, selections: [...distinct.values()] };
  });
  return {
    ...fetch,
    exactTypes: types,
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
