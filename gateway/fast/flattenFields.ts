import { type FieldNode, Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from '../execute/isIncluded.ts';
import type { JsonObject } from '../execute/JsonObject.ts';
import { NotFast } from './NotFast.ts';

/**
 * What a subgraph is asked of one object, in the order of its answer.
 *
 * @param conditions - values of the variables in `@skip` and `@include`.
 * @throws {NotFast} where a fragment may not apply, or a field is asked twice.
 */
export function flattenFields(
  selectionSet: SelectionSetNode,
  typeName: string,
  conditions: Readonly<JsonObject>,
): readonly FieldNode[] {
  const fields = flatten(selectionSet, typeName, conditions);
  const keys = fields.map(({ alias, name }) => (alias ?? name).value);
  if (new Set(keys).size !== keys.length) throw new NotFast('a field that is asked twice');
  return fields;
}

function flatten(
  { selections }: SelectionSetNode,
  typeName: string,
  conditions: Readonly<JsonObject>,
): readonly FieldNode[] {
  return selections.flatMap((node): readonly FieldNode[] => {
    if (!isIncluded(node.directives, conditions)) return [];
    if (node.kind === Kind.FIELD) return [node];
    const condition = node.kind === Kind.INLINE_FRAGMENT ? (node.typeCondition?.name.value ?? typeName) : '';
    if (node.kind !== Kind.INLINE_FRAGMENT || condition !== typeName) throw new NotFast('a fragment');
    return flatten(node.selectionSet, typeName, conditions);
  });
}
