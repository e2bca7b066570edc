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
    InlineFragment: { leave: (node) => (isEmpty(node.selectionSet) ? null : undefined) },
    OperationDefinition: {
      leave: (node) => (isEmpty(node.selectionSet) ? { ...node, selectionSet: ANCHOR } : undefined),
    },
  });
}

const ANCHOR: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [TYPE_NAME] };

const isEmpty = (selectionSet: SelectionSetNode | undefined): boolean =>
  selectionSet?.selections.length === 0;
