import {
  type DocumentNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';

/**
 * The operation with each named fragment written out in its place.
 *
 * A pruned copy of a named fragment would have to be kept per parent; and what became unused would be refused.
 *
 * @throws {RangeError} when the document lacks the operation or a fragment.
 */
export function inlineFragments(document: DocumentNode, operationName?: string): OperationDefinitionNode {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const node of document.definitions) {
    if (node.kind === Kind.FRAGMENT_DEFINITION) fragments.set(node.name.value, node);
  }
  const operation = getOperationAST(document, operationName);
  if (!operation) throw new RangeError('the document lacks the operation');
  if (fragments.size === 0) return operation;

  const inlineSet = (set: SelectionSetNode): SelectionSetNode => ({
    ...set,
    selections: set.selections.map(inline),
  });
  const inline = (node: SelectionNode): SelectionNode => {
    if (node.kind !== Kind.FRAGMENT_SPREAD) {
      return node.selectionSet
        ? ({ ...node, selectionSet: inlineSet(node.selectionSet) } as SelectionNode)
        : node;
    }
    const fragment = fragments.get(node.name.value);
    if (!fragment) throw new RangeError('the document lacks a fragment');
    return {
      kind: Kind.INLINE_FRAGMENT,
      typeCondition: fragment.typeCondition,
      selectionSet: inlineSet(fragment.selectionSet),
      ...(node.directives ? { directives: node.directives } : {}),
    };
  };
  return { ...operation, selectionSet: inlineSet(operation.selectionSet) };
}
