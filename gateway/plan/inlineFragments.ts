import { type DocumentNode, type InlineFragmentNode, Kind, visit } from 'graphql';

/** The same operation with each named fragment written where it is used. */
export function inlineFragments(document: DocumentNode): DocumentNode {
  const fragments = new Map(
    document.definitions.flatMap((node) =>
      node.kind === Kind.FRAGMENT_DEFINITION ? [[node.name.value, node] as const] : [],
    ),
  );
  if (fragments.size === 0) return document;
  const operations = document.definitions.filter((node) => node.kind === Kind.OPERATION_DEFINITION);
  return visit(
    { ...document, definitions: operations },
    {
      FragmentSpread: ({ name, directives = [] }): InlineFragmentNode | null => {
        const fragment = fragments.get(name.value);
        if (fragment === undefined) return null;
        const { typeCondition, selectionSet } = fragment;
        return { kind: Kind.INLINE_FRAGMENT, typeCondition, directives, selectionSet };
      },
    },
  );
}
