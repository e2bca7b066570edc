import {
  baseType,
  isCompositeType,
  type ObjectType,
  possibleRuntimeTypes,
  type Type,
} from '@apollo/federation-internals';

/** Object types that a value of the given type may be in its subgraph: through lists, interfaces and unions. */
export function reachableObjects(type: Type | undefined): readonly ObjectType[] {
  if (type === undefined) return [];
  const named = baseType(type);
  return isCompositeType(named) ? possibleRuntimeTypes(named) : [];
}
