import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import type { EntityField } from './EntityField.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import { requiredNames } from './requiredNames.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/** What is around a selection of a representation. */
interface Around {
  /** What the object is known as; `undefined` where nothing says it. */
  readonly type: string | undefined;
  /** What is needed of the object. */
  readonly needed: readonly SelectionSetNode[];
  /** The paths that keys have. */
  readonly keys: ReadonlySet<string>;
  readonly path: string;
}

/**
 * What representations need for these fields: keys, and what those fields require, each of the types that it is asked of.
 *
 * @param asked - of the entities.
 */
export function keepNeeded(
  requires: readonly QueryPlanSelectionNode[],
  asked: readonly EntityField[],
  { service, inputRewrites }: Pick<PlannedFetch, 'service' | 'inputRewrites'>,
  facts: SupergraphFacts,
): readonly QueryPlanSelectionNode[] {
  const names = requiredNames(inputRewrites);
  // Two fields may require parts of one: what is below it is looked at, too.
  const keep = (
    selections: readonly QueryPlanSelectionNode[],
    around: Around,
  ): readonly QueryPlanSelectionNode[] =>
    selections.flatMap((node): QueryPlanSelectionNode[] => {
      if (node.kind === 'InlineFragment') {
        const { typeCondition: type = around.type } = node;
        return [{ ...node, selections: [...keep(node.selections, within(type, around))] }];
      }
      const name = names.get(node.name) ?? node.name;
      const path = around.path + name;
      const found = around.needed.flatMap((set) => fieldsNamed(name, set, around.type, facts));
      const isOnlyRequired = facts.isRequiredIn(service, path) && !around.keys.has(path);
      if (isOnlyRequired && found.length === 0) return [];
      if (node.selections === undefined) return [node];
      const needed = found.flatMap(({ selectionSet }) => selectionSet ?? []);
      const below: Around = { type: undefined, needed, keys: around.keys, path: `${path}.` };
      return [{ ...node, selections: [...keep(node.selections, below)] }];
    });
  const within = (type: string | undefined, around: Around): Around =>
    around.path !== '' || type === undefined
      ? { ...around, type }
      : { ...around, type, needed: neededOf(type), keys: new Set([...around.keys, ...keysOf(type)]) };
  const neededOf = (type: string | undefined): readonly SelectionSetNode[] =>
    asked
      .filter(({ typeName }) => mayBeBoth(type, typeName, facts))
      .flatMap(({ typeName, node }) => facts.requiredBy(service, typeName, node.name.value));
  const keysOf = (typeName: string): readonly string[] =>
    facts.keysOf(service, typeName).flatMap((key) => key.flatMap(pathsTo));
  // Conditions name the real type; an interface object is asked for by the keys of its interface.
  const vague = inputRewrites.flatMap((rewrite) =>
    rewrite.kind === 'ValueSetter' ? keysOf(String(rewrite.setValueTo)) : [],
  );
  return keep(requires, { type: undefined, needed: neededOf(undefined), keys: new Set(vague), path: '' });
}

/** The fields of a name that are selected of an object of a type. */
const fieldsNamed = (
  name: string,
  { selections }: SelectionSetNode,
  type: string | undefined,
  facts: SupergraphFacts,
): readonly FieldNode[] =>
  selections.flatMap((node): readonly FieldNode[] => {
    if (node.kind === Kind.FIELD) return node.name.value === name ? [node] : [];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    const condition = node.typeCondition?.name.value;
    return mayBeBoth(type, condition, facts) ? fieldsNamed(name, node.selectionSet, type, facts) : [];
  });

const mayBeBoth = (one: string | undefined, other: string | undefined, facts: SupergraphFacts): boolean =>
  one === undefined || other === undefined || facts.overlap(one, other);

/** `['org', 'code']` is below `org`. */
const pathsTo = (leaf: readonly string[]): readonly string[] =>
  leaf.map((_, depth) => leaf.slice(0, depth + 1).join('.'));
