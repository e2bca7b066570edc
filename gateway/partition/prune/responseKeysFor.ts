import { type GraphQLSchema, Kind, type SelectionSetNode } from 'graphql';
import { conditionsOf, type InclusionCondition } from './InclusionCondition.ts';
import { typesMeant } from './typesMeant.ts';

export interface ResponseKey {
  readonly key: string;
  readonly isTypename: boolean;
  /** Object types that it is asked of; `undefined` for each. */
  readonly types: ReadonlySet<string> | undefined;
  readonly conditions: readonly InclusionCondition[];
}

/**
 * The response keys that a selection asks of an object itself, fragments included, what lies deeper left aside.
 *
 * @param typename - of the object; `undefined` for the keys of all types.
 */
export function responseKeysFor(
  set: SelectionSetNode,
  typename: string | undefined,
  schema: GraphQLSchema,
  contract: GraphQLSchema | undefined,
): readonly ResponseKey[] {
  return set.selections.flatMap((node): readonly ResponseKey[] => {
    const conditions = conditionsOf(node.directives);
    if (node.kind === Kind.FIELD) {
      const isTypename = node.name.value === '__typename';
      return [{ key: (node.alias ?? node.name).value, isTypename, types: undefined, conditions }];
    }
    if (node.kind !== Kind.INLINE_FRAGMENT) throw new RangeError('a named fragment was not written out');

    const name = node.typeCondition?.name.value;
    const types = name === undefined ? undefined : typesMeant(name, schema, contract);
    if (types && typename !== undefined && !types.has(typename)) return [];
    return responseKeysFor(node.selectionSet, typename, schema, contract).map((inner) => ({
      ...inner,
      types:
        inner.types && types
          ? new Set([...inner.types].filter((type) => types.has(type)))
          : (inner.types ?? types),
      conditions: [...conditions, ...inner.conditions],
    }));
  });
}
