import {
  GraphQLBoolean,
  GraphQLFloat,
  GraphQLID,
  GraphQLInt,
  type GraphQLLeafType,
  GraphQLString,
  isEnumType,
} from 'graphql';

const BUILT_IN: ReadonlyMap<string, { readonly javascriptType: string; serialize(value: unknown): unknown }> =
  new Map([
    ['Int', { javascriptType: '', serialize: GraphQLInt.serialize }],
    ['Float', { javascriptType: '', serialize: GraphQLFloat.serialize }],
    ['String', { javascriptType: 'string', serialize: GraphQLString.serialize }],
    ['ID', { javascriptType: 'string', serialize: GraphQLID.serialize }],
    ['Boolean', { javascriptType: 'boolean', serialize: GraphQLBoolean.serialize }],
  ]);

/**
 * Checks and coerces leaf values as a server does; scalars of the schema's own pass as they are.
 *
 * @returns a function that answers `undefined` for a value that the type cannot hold.
 */
export function compileLeaf(type: GraphQLLeafType): (value: unknown) => unknown {
  if (isEnumType(type)) {
    // Values that are hidden from clients are not in the API schema, so they fail here as unknown ones do.
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => (typeof value === 'string' && names.has(value) ? value : undefined);
  }
  const scalar = BUILT_IN.get(type.name);
  if (scalar === undefined) return (value) => value;
  const { javascriptType, serialize } = scalar;
  return (value) => {
    if (typeof value === javascriptType) return value;
    try {
      return serialize(value);
    } catch {
      return undefined;
    }
  };
}
