import { type ConstDirectiveNode, type DocumentNode, Kind } from 'graphql';

/**
 * A supergraph in which each type's resolvable keys stand before the others.
 *
 * Where a field needs `@requires`, the planner returns to its subgraph by the first key, even if the subgraph declares
 * that it cannot resolve it (`@apollo/query-graphs` 2.14, `getLocallySatisfiableKey`).
 */
export function resolvableKeysFirst(document: DocumentNode): DocumentNode {
  const definitions = document.definitions.map((definition) => {
    if (
      definition.kind !== Kind.OBJECT_TYPE_DEFINITION &&
      definition.kind !== Kind.INTERFACE_TYPE_DEFINITION
    ) {
      return definition;
    }
    const directives = definition.directives ?? [];
    const last = directives.filter(isUnresolvable);
    if (last.length === 0) return definition;
    return { ...definition, directives: [...directives.filter((node) => !isUnresolvable(node)), ...last] };
  });
  return { ...document, definitions };
}

function isUnresolvable({ name, arguments: given = [] }: ConstDirectiveNode): boolean {
  const resolvable = given.find((argument) => argument.name.value === 'resolvable')?.value;
  return name.value === 'join__type' && resolvable?.kind === Kind.BOOLEAN && !resolvable.value;
}
