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
      leave: (node) => {
        if (!isEmpty(node.selectionSet)) return undefined;
        // What is denied of some types only is told of objects of these: their type must be known.
        return node.typeCondition === undefined ? null : { ...node, selectionSet: ANCHOR };
      },
    },
    OperationDefinition: {
      leave: (node) => (isEmpty(node.selectionSet) ? { ...node, selectionSet: ANCHOR } : undefined),
    },
  });
}

const ANCHOR: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [TYPE_NAME] };

const isEmpty = (selectionSet: SelectionSetNode | undefined): boolean =>
  selectionSet?.selections.length === 0;
