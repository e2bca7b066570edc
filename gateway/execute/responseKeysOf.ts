import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from './isIncluded.ts';
import type { JsonObject } from './JsonObject.ts';

/**
 * The response keys of a plan's selection, in order: fragments opened, whatever their type, without `__typename`. Plans name no
 * fragments.
 *
 * @param variables - decide `@skip` and `@include`; `null` lets everything through.
 */
export function responseKeysOf(
  selectionSet: SelectionSetNode | undefined,
  variables: Readonly<JsonObject> | null,
): ReadonlySet<string> {
  const keys = new Set<string>();
  const collect = (nodes: SelectionSetNode['selections']): void => {
    for (const node of nodes) {
      if (variables !== null && !isIncluded(node.directives, variables)) continue;
      if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet.selections);
      if (node.kind !== Kind.FIELD || node.name.value === '__typename') continue;
      keys.add(node.alias?.value ?? node.name.value);
    }
  };
  collect(selectionSet?.selections ?? []);
  return keys;
}
