import { type DocumentNode, Kind, type SelectionNode, type SelectionSetNode } from 'graphql';
import type { EntityField } from './EntityField.ts';
import { operationOf } from './operationOf.ts';

/**
 * The fields that a fetch asks of entities themselves.
 *
 * @param isAsked - whether a selection counts; all do by default.
 */
export function readEntityFields(
  document: DocumentNode,
  isAsked: (node: SelectionNode) => boolean = () => true,
): readonly EntityField[] {
  const collect = (selectionSet: SelectionSetNode | undefined, typeName: string): EntityField[] =>
    (selectionSet?.selections ?? []).flatMap((node): EntityField[] => {
      if (!isAsked(node) || node.kind === Kind.FRAGMENT_SPREAD) return [];
      if (node.kind === Kind.FIELD) return [{ typeName, node }];
      return collect(node.selectionSet, node.typeCondition?.name.value ?? typeName);
    });
  const [entities] = operationOf(document)?.selectionSet.selections ?? [];
  return entities?.kind === Kind.FIELD ? collect(entities.selectionSet, '_Entity') : [];
}
