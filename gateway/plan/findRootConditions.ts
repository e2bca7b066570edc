import {
  type DirectiveNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type SelectionSetNode,
} from 'graphql';

const CONDITIONS: ReadonlySet<string> = new Set(['skip', 'include']);

/**
 * `@skip` and `@include` on root fields of subscriptions, and on fragments around them: whether there is a source must not
 * depend on them (GraphQL, September 2025, 5.2.4.1). graphql-js 16 does not look, or throws.
 *
 * @param document - parsed, not yet validated.
 */
export function findRootConditions({ definitions }: DocumentNode): readonly DirectiveNode[] {
  const fragments = new Map(
    definitions
      .filter((node): node is FragmentDefinitionNode => node.kind === Kind.FRAGMENT_DEFINITION)
      .map((fragment) => [fragment.name.value, fragment]),
  );
  const found: DirectiveNode[] = [];
  const seen = new Set<string>();
  const look = ({ selections }: SelectionSetNode): void => {
    for (const node of selections) {
      found.push(...(node.directives ?? []).filter(({ name }) => CONDITIONS.has(name.value)));
      if (node.kind === Kind.INLINE_FRAGMENT) look(node.selectionSet);
      if (node.kind !== Kind.FRAGMENT_SPREAD || seen.has(node.name.value)) continue;
      seen.add(node.name.value);
      const fragment = fragments.get(node.name.value);
      if (fragment !== undefined) look(fragment.selectionSet);
    }
  };
  for (const node of definitions) {
    if (node.kind === Kind.OPERATION_DEFINITION && node.operation === 'subscription') look(node.selectionSet);
  }
  return found;
}
