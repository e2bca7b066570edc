import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type NamedTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { type Conditions, compileConditions } from './compileConditions.ts';

/** A selection and the type that it is made on. */
export interface TypedSelection {
  readonly type: GraphQLNamedType;
  readonly set: SelectionSetNode;
  readonly conditions: Conditions;
}

/** All selections that mean one field of the answer. */
export interface AskedField {
  readonly node: FieldNode;
  /** When it is there; `null` where that is always, or differs from selection to selection. */
  conditions: Exclude<Conditions, false>;
  readonly sets: Omit<TypedSelection, 'type'>[];
}

interface CollectOptions {
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly schema: GraphQLSchema;
  /** Called for each selection looked at; may throw. */
  readonly onSelection: () => void;
}

/** Fields by the type they are asked of, then by their name in the answer. */
type Asked = Map<GraphQLNamedType, Map<string, AskedField>>;

/** Expands fragments and brings together what means the same field, as execution would. */
export function collectAsked(selections: readonly TypedSelection[], options: CollectOptions): Asked {
  const asked: Asked = new Map();
  const spread = new Set<string>();
  for (const selection of selections) collect(selection, { asked, spread, ...options });
  return asked;
}

interface Collection extends CollectOptions {
  readonly asked: Asked;
  readonly spread: Set<string>;
}

function collect({ type, set, conditions: outer }: TypedSelection, collection: Collection): void {
  const { schema, fragments, spread, onSelection } = collection;
  for (const selection of set.selections) {
    onSelection();
    const conditions = compileConditions(selection.directives ?? [], outer);
    if (conditions === false) continue;
    if (selection.kind === Kind.FIELD) {
      add(selection, type, conditions, collection.asked);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (fragment === undefined) continue;
    const inner = narrow(type, fragment.typeCondition, schema);
    if (inner === null) continue;
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      // One that is there under a condition may be there without it at another place.
      const key = `${inner.name} ${selection.name.value}`;
      if (spread.has(key)) continue;
      if (conditions === null) spread.add(key);
    }
    collect({ type: inner, set: fragment.selectionSet, conditions }, collection);
  }
}

/** @returns `null` where nothing can be of both types. */
function narrow(
  outer: GraphQLNamedType,
  condition: NamedTypeNode | undefined,
  schema: GraphQLSchema,
): GraphQLNamedType | null {
  const type = condition === undefined ? outer : schema.getType(condition.name.value);
  if (!isCompositeType(type) || !isCompositeType(outer)) return null;
  if (covers(type, outer, schema)) return outer;
  if (covers(outer, type, schema)) return type;
  // Two interfaces whose implementations overlap: the inner one may be all of them.
  return isObjectType(type) || isObjectType(outer) ? null : type;
}

const covers = (wide: GraphQLCompositeType, narrow: GraphQLCompositeType, schema: GraphQLSchema): boolean =>
  wide === narrow || (isAbstractType(wide) && !('getTypes' in narrow) && schema.isSubType(wide, narrow));

function add(
  node: FieldNode,
  type: GraphQLNamedType,
  conditions: Exclude<Conditions, false>,
  asked: Asked,
): void {
  const fields = asked.get(type) ?? new Map<string, AskedField>();
  asked.set(type, fields);
  const key = (node.alias ?? node.name).value;
  const known = fields.get(key);
  const field = known ?? { node, conditions, sets: [] };
  fields.set(key, field);
  // Selected twice, it is there when either is: counting it always is safe and keeps this simple.
  if (known !== undefined) known.conditions = null;
  if (node.selectionSet !== undefined) field.sets.push({ set: node.selectionSet, conditions: null });
}
