import { type GraphQLSchema, isAbstractType } from 'graphql';

/**
 * The object types that a type condition selects, by the endpoint's schema and by the contract's together.
 *
 * Both are needed: a new interface is known to the contract alone, and a type that a place has beyond the contract to
 * the endpoint alone. The name itself belongs to it, for representations of an interface object.
 */
export function typesMeant(
  name: string,
  schema: GraphQLSchema,
  contract: GraphQLSchema | undefined,
): ReadonlySet<string> {
  const names = new Set([name]);
  for (const known of [schema, contract]) {
    const type = known?.getType(name);
    if (!known || !isAbstractType(type)) continue;
    for (const possible of known.getPossibleTypes(type)) names.add(possible.name);
  }
  return names;
}
