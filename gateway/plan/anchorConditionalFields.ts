import { type DirectiveNode, type DocumentNode, type FieldNode, Kind, visit } from 'graphql';

const TYPE_NAME: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };

/**
 * Gives every object field under `@skip` or `@include` an unconditional selection.
 *
 * `@apollo/query-planner` 2.14 takes conditions below such a field for conditions of the field itself
 * (`conditionsOfSelection`): `f @include(if: $a) { g @include(if: $b) }` would not ask for `f` when `$b` is false.
 * What clients read is written by their own document, not by this one.
 */
export function anchorConditionalFields(document: DocumentNode): DocumentNode {
  return visit(document, {
    Field: {
      leave: (node) => {
        if (node.selectionSet === undefined || !(node.directives ?? []).some(isCondition)) return undefined;
        const selections = [...node.selectionSet.selections, TYPE_NAME];
        return { ...node, selectionSet: { ...node.selectionSet, selections } };
      },
    },
  });
}

const isCondition = ({ name }: DirectiveNode): boolean => name.value === 'skip' || name.value === 'include';
