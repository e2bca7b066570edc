import type { FetchNode, PlanNode } from '@apollo/query-planner';
import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
} from 'graphql';
import { operationOf } from '../execute/operationOf.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import { rewriteFetches } from './rewriteFetches.ts';

/** A field that some fetch tells, or needs, of objects at a place. */
interface PlacedField {
  readonly place: string;
  readonly key: string;
}

interface ToldField extends PlacedField {
  /** What an object must be of to be told it: the conditions of fragments in each other. */
  readonly conditions: readonly string[];
}

interface NeededField extends PlacedField {
  /** `undefined`: of all. */
  readonly type: string | undefined;
}

/** The types that can stand at places; `null` where nobody knows. */
type PlacedTypes = Map<string, ReadonlySet<string> | null>;

/**
 * Whether a plan asks an interface object for what requires a field of each type, and asks nobody for that of some of them.
 *
 * @param schema - of the supergraph.
 */
export function forgetsRequirements(node: PlanNode, schema: GraphQLSchema, facts: SupergraphFacts): boolean {
  if (facts.vagueTypes.size === 0) return false;
  const told: ToldField[] = [];
  const needed: NeededField[] = [];
  const types: PlacedTypes = new Map();
  rewriteFetches(node, (fetch, path) => {
    collectTold(fetch, path, schema, told, types);
    collectNeeded(fetch, path, schema, facts, needed);
    return fetch;
  });
  return needed.some(
    ({ place, type, key }) =>
      canStand(types.get(place), type) &&
      !told.some((one) => one.key === key && one.place === place && isOf(type, one.conditions, facts)),
  );
}

const isOf = (type: string | undefined, conditions: readonly string[], facts: SupergraphFacts): boolean =>
  type === undefined || conditions.every((condition) => facts.meets(type, condition));

/** A plan names its interface where a link leads to one type of it only: of the others nothing is needed there. */
const canStand = (types: ReadonlySet<string> | null | undefined, type: string | undefined): boolean =>
  !types || type === undefined || types.has(type);

function collectTold(
  fetch: FetchNode,
  path: readonly string[],
  schema: GraphQLSchema,
  told: ToldField[],
  types: PlacedTypes,
): void {
  const walk = (
    { selections }: SelectionSetNode,
    at: readonly string[],
    conditions: readonly string[],
    parent: string | undefined,
  ): void => {
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT) {
        const condition = node.typeCondition?.name.value;
        walk(node.selectionSet, at, conditions.concat(condition ?? []), condition ?? parent);
      }
      if (node.kind !== Kind.FIELD) continue;
      const key = (node.alias ?? node.name).value;
      if (key === '_entities' && node.selectionSet) {
        walk(node.selectionSet, at, [], undefined);
        continue;
      }
      told.push({ place: at.join(' '), conditions, key });
      if (!node.selectionSet) continue;
      const below = [...at, key];
      const named = fieldTypeOf(schema, parent, node.name.value);
      const before = types.get(below.join(' '));
      const isKnown = named !== undefined && before !== null;
      types.set(below.join(' '), isKnown ? new Set([...(before ?? []), ...typesOf(named, schema)]) : null);
      walk(node.selectionSet, below, [], named?.name);
    }
  };
  const operation = fetch.operationDocumentNode && operationOf(fetch.operationDocumentNode);
  if (operation) walk(operation.selectionSet, path, [], schema.getRootType(operation.operation)?.name);
}

function fieldTypeOf(
  schema: GraphQLSchema,
  parent: string | undefined,
  name: string,
): GraphQLNamedType | undefined {
  const type = schema.getType(parent ?? '');
  const field = isObjectType(type) || isInterfaceType(type) ? type.getFields()[name] : undefined;
  return field && getNamedType(field.type);
}

const typesOf = (type: GraphQLNamedType, schema: GraphQLSchema): readonly string[] =>
  isAbstractType(type) ? schema.getPossibleTypes(type).map(({ name }) => name) : [type.name];

function collectNeeded(
  { requires = [], inputRewrites = [], serviceName }: FetchNode,
  path: readonly string[],
  schema: GraphQLSchema,
  facts: SupergraphFacts,
  needed: NeededField[],
): void {
  if (!inputRewrites.some(({ kind }) => kind === 'ValueSetter')) return;
  for (const node of requires) {
    if (node.kind !== 'InlineFragment') continue;
    const condition = schema.getType(node.typeCondition ?? '');
    const types = condition === undefined ? [node.typeCondition] : typesOf(condition, schema);
    for (const field of node.selections) {
      if (field.kind !== 'Field' || !facts.isRequiredIn(serviceName, field.name)) continue;
      for (const type of types) needed.push({ place: path.join(' '), type, key: field.alias ?? field.name });
    }
  }
}
