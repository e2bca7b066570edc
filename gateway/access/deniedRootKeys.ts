import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';
import { deniedMark } from './deniedMark.ts';

/** Response keys of the denied root fields of a marked document's operation. */
export function deniedRootKeys(document: DocumentNode, operationName: string | undefined): readonly string[] {
  return document.definitions.flatMap((definition) =>
    definition.kind === Kind.OPERATION_DEFINITION &&
    (!operationName || definition.name?.value === operationName)
      ? keysOf(definition.selectionSet)
      : [],
  );
}

const keysOf = ({ selections }: SelectionSetNode): string[] =>
  selections.flatMap((node) => {
    if (node.kind === Kind.INLINE_FRAGMENT) return keysOf(node.selectionSet);
    if (node.kind !== Kind.FIELD || !deniedMark.isOn(node)) return [];
    return [node.alias?.value ?? node.name.value];
  });
