import { type DocumentNode, type FieldNode, Kind, type SelectionSetNode, visit } from 'graphql';
import { deniedMark } from './deniedMark.ts';

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/** What of a marked document may be asked of subgraphs. An object of which nothing is left is asked whether it exists. */
export function withoutDenied(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: {
      enter: (node) => (deniedMark.isOn(node) ? null : undefined),
      leave: (node) => (isEmpty(node.selectionSet) ? { ...node, selectionSet: ANCHOR } : undefined),
    },
    InlineFragment: {
      // What is denied of some types only is told of objects of these: their type must be known.
      enter: (node) =>
        node.typeCondition !== undefined && denies(node.selectionSet)
          ? { ...node, selectionSet: withTypeName(node.selectionSet) }
          : undefined,
      leave: (node) => (isEmpty(node.selectionSet) ? null : undefined),
    },
    OperationDefinition: {
      leave: (node) => (isEmpty(node.selectionSet) ? { ...node, selectionSet: ANCHOR } : undefined),
    },
  });
}

const ANCHOR: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [TYPE_NAME] };

const withTypeName = (selectionSet: SelectionSetNode): SelectionSetNode => ({
  ...selectionSet,
  selections: [TYPE_NAME, ...selectionSet.selections],
});

/** Whether a field of its own objects is denied, whatever their type. */
const denies = ({ selections }: SelectionSetNode): boolean =>
  selections.some((node) => {
    if (node.kind === Kind.FIELD) return deniedMark.isOn(node);
    return (
      node.kind === Kind.INLINE_FRAGMENT && node.typeCondition === undefined && denies(node.selectionSet)
    );
  });

const isEmpty = (selectionSet: SelectionSetNode | undefined): boolean =>
  selectionSet?.selections.length === 0;
