import { Kind, type SelectionSetNode } from 'graphql';
import type { LocalMembers } from './LocalMembers.ts';

/** Response key → type, of all that a selection asks of whatever member. */
export function takenKeys(
  set: SelectionSetNode,
  typeName: string,
  service: string,
  members: LocalMembers,
): Map<string, string> {
  const keys = new Map<string, string>();
  for (const node of set.selections) {
    if (node.kind === Kind.FIELD) {
      const type = members.typeOf(service, typeName, node.name.value);
      if (type !== undefined) keys.set(node.alias?.value ?? node.name.value, type);
    } else if (node.kind === Kind.INLINE_FRAGMENT) {
      const inner = node.typeCondition?.name.value ?? typeName;
      for (const [key, type] of takenKeys(node.selectionSet, inner, service, members)) keys.set(key, type);
    }
  }
  return keys;
}
