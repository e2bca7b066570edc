import type { FetchNode, PlanNode } from '@apollo/query-planner';
import { type GraphQLSchema, isAbstractType, Kind, type SelectionSetNode } from 'graphql';
import { operationOf } from '../execute/operationOf.ts';
import type { SupergraphFacts } from '../execute/SupergraphFacts.ts';
import { rewriteFetches } from './rewriteFetches.ts';

/** A field that some fetch tells, or needs, of objects at a place. */
interface PlacedField {
  readonly place: string;
  /** Of a type; `undefined`: of all. */
  readonly type: string | undefined;
  readonly key: string;
}

/**
 * Whether a plan asks an interface object for what requires a field of each type, and asks nobody for that of some of them.
 *
 * @param schema - of the supergraph.
 */
export function forgetsRequirements(node: PlanNode, schema: GraphQLSchema, facts: SupergraphFacts): boolean {
  if (facts.vagueTypes.size === 0) return false;
  const told: PlacedField[] = [];
  const needed: PlacedField[] = [];
  rewriteFetches(node, (fetch, path) => {
    collectTold(fetch, path, told);
    collectNeeded(fetch, path, schema, facts, needed);
    return fetch;
  });
  return needed.some(
    ({ place, type, key }) =>
      !told.some((one) => one.key === key && one.place === place && isOf(one.type, type, facts)),
  );
}

const isOf = (condition: string | undefined, type: string | undefined, facts: SupergraphFacts): boolean =>
  condition === undefined || type === undefined || facts.meets(type, condition);

function collectTold(fetch: FetchNode, path: readonly string[], told: PlacedField[]): void {
  const walk = ({ selections }: SelectionSetNode, at: readonly string[], type: string | undefined): void => {
    for (const node of selections) {
      if (node.kind === Kind.INLINE_FRAGMENT)
        walk(node.selectionSet, at, node.typeCondition?.name.value ?? type);
      if (node.kind !== Kind.FIELD) continue;
      const key = (node.alias ?? node.name).value;
      if (key === '_entities' && node.selectionSet) {
        walk(node.selectionSet, at, undefined);
        continue;
      }
      told.push({ place: at.join(' '), type, key });
      if (node.selectionSet) walk(node.selectionSet, [...at, key], undefined);
    }
  };
  const operation = fetch.operationDocumentNode && operationOf(fetch.operationDocumentNode);
  if (operation) walk(operation.selectionSet, path, undefined);
}

function collectNeeded(
  { requires = [], inputRewrites = [], serviceName }: FetchNode,
  path: readonly string[],
  schema: GraphQLSchema,
  facts: SupergraphFacts,
  needed: PlacedField[],
): void {
  if (!inputRewrites.some(({ kind }) => kind === 'ValueSetter')) return;
  for (const node of requires) {
    if (node.kind !== 'InlineFragment') continue;
    const condition = schema.getType(node.typeCondition ?? '');
    const types = isAbstractType(condition)
      ? schema.getPossibleTypes(condition).map(({ name }) => name)
      : [node.typeCondition];
    for (const field of node.selections) {
      if (field.kind !== 'Field' || !facts.isRequiredIn(serviceName, field.name)) continue;
      for (const type of types) needed.push({ place: path.join(' '), type, key: field.alias ?? field.name });
    }
  }
}
