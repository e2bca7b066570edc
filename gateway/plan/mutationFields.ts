import {
  type DirectiveNode,
  type DocumentNode,
  type FieldNode,
  Kind,
  OperationTypeNode,
  type SelectionSetNode,
} from 'graphql';
import { inlineFragments } from './inlineFragments.ts';

/** A field that a mutation's root is asked for, as often as it is written. */
export interface MutationField {
  readonly key: string;
  readonly node: FieldNode;
  /** Directives of the fragments around it, from the outside. */
  readonly outer: readonly (readonly DirectiveNode[])[];
}

/** The root fields of a mutation, in the order of the document; `null` for what is no mutation. */
export function mutationFields(document: DocumentNode): readonly MutationField[] | null {
  const operation = document.definitions.find((node) => node.kind === Kind.OPERATION_DEFINITION);
  if (operation?.operation !== OperationTypeNode.MUTATION) return null;
  return inlineFragments(document).definitions.flatMap((node) =>
    node.kind === Kind.OPERATION_DEFINITION ? collect(node.selectionSet, []) : [],
  );
}

function collect(set: SelectionSetNode, outer: MutationField['outer']): MutationField[] {
  return set.selections.flatMap((node): MutationField[] => {
    const { directives = [] } = node;
    if (node.kind === Kind.FIELD) return [{ key: (node.alias ?? node.name).value, node, outer }];
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    return collect(node.selectionSet, directives.length === 0 ? outer : [...outer, directives]);
  });
}
