import { type DocumentNode, type FragmentDefinitionNode, Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './isIncluded.ts';
import type { JsonObject } from './JsonObject.ts';

/**
 * The response keys of a selection, in order: fragments opened, whatever their type, without `__typename`.
 *
 * @param variables - decide `@skip` and `@include`; `null` lets everything through.
 */
export function responseKeysOf(
  selectionSet: SelectionSetNode | undefined,
  document: DocumentNode,
  variables: Readonly<JsonObject> | null,
): ReadonlySet<string> {
  const keys = new Set<string>();
  const collect = (nodes: SelectionSetNode['selections']): void => {
    for (const node of nodes) {
      if (variables !== null && !isIncluded(node.directives, variables)) continue;
      if (node.kind === Kind.FIELD) {
        if (node.name.value !== '__typename') keys.add(node.alias?.value ?? node.name.value);
        continue;
      }
      const inner = node.kind === Kind.INLINE_FRAGMENT ? node : fragmentNamed(node.name.value, document);
      collect(inner?.selectionSet.selections ?? []);
    }
  };
  collect(selectionSet?.selections ?? []);
  return keys;
}

const fragmentNamed = (name: string, document: DocumentNode): FragmentDefinitionNode | undefined =>
  document.definitions.find(
    (definition): definition is FragmentDefinitionNode =>
      definition.kind === Kind.FRAGMENT_DEFINITION && definition.name.value === name,
  );
