import {
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
} from 'graphql';
import { isRecord } from '../isRecord.ts';

type Representation = Readonly<Record<string, unknown>>;

/**
 * Leaves out what the endpoint's type does not declare: inputs of a `@requires` that came with a newer release.
 *
 * @returns the same object where nothing is left out.
 */
export function pruneRepresentation(representation: Representation, schema: GraphQLSchema): Representation {
  const { __typename: typename } = representation;
  const type = typeof typename === 'string' ? schema.getType(typename) : undefined;
  return pruneObject(representation, type, schema);
}

function pruneObject(
  object: Representation,
  type: GraphQLNamedType | undefined,
  schema: GraphQLSchema,
): Representation {
  if (!isObjectType(type) && !isInterfaceType(type)) return object;
  const fields = type.getFields();
  const kept: [string, unknown][] = [];
  let isChanged = false;
  for (const [name, value] of Object.entries(object)) {
    const field = fields[name];
    if (!field && name !== '__typename') {
      isChanged = true;
      continue;
    }
    const pruned = field ? pruneValue(value, getNamedType(field.type), schema) : value;
    isChanged ||= pruned !== value;
    kept.push([name, pruned]);
  }
  return isChanged ? Object.fromEntries(kept) : object;
}

function pruneValue(value: unknown, type: GraphQLNamedType, schema: GraphQLSchema): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => pruneValue(item, type, schema));
    return items.some((item, index) => item !== value[index]) ? items : value;
  }
  if (!isRecord(value)) return value;
  const { __typename: typename } = value;
  const own = typeof typename === 'string' ? schema.getType(typename) : undefined;
  return pruneObject(value, own ?? type, schema);
}
