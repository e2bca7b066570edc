import { type GraphQLLeafType, isEnumType } from 'graphql';
import { coerceBuiltIn } from './coerceBuiltIn.ts';
import { hasText } from './hasText.ts';

/**
 * Checks and coerces leaf values as a server does; scalars of the schema's own pass as they are, where they can be written.
 *
 * @returns a function that answers `undefined` for a value that the type cannot hold.
 */
export function compileLeaf(type: GraphQLLeafType): (value: unknown) => unknown {
  if (isEnumType(type)) {
    // Values that are hidden from clients are not in the API schema, so they fail here as unknown ones do.
    const names = new Set(type.getValues().map(({ name }) => name));
    return (value) => (typeof value === 'string' && names.has(value) ? value : undefined);
  }
  const coerce = Object.hasOwn(coerceBuiltIn, type.name) ? coerceBuiltIn[type.name] : undefined;
  return coerce ?? ((value) => (hasText(value) ? value : undefined));
}
