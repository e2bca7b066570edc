import { Kind, type SelectionSetNode } from 'graphql';
import { isIncluded } from '../execute/isIncluded.ts';
import { isJsonObject, type JsonObject } from '../execute/JsonObject.ts';
import { readKey } from '../execute/readKey.ts';

/**
 * Writes an object again as a subgraph should have: compact, each field that it was asked for, in that order.
 *
 * @param selectionSet - whose fragments apply to what is asked, as all that the fast lane asks.
 * @param conditions - values of the variables in `@skip` and `@include`.
 * @returns `undefined` where it has other fields, or a number that is too large.
 */
export function writeAsked(
  value: JsonObject,
  selectionSet: SelectionSetNode,
  conditions: Readonly<JsonObject>,
): string | undefined {
  const texts: string[] = [];
  const isRight = writeFields(value, selectionSet, conditions, texts);
  return isRight && texts.length === Object.keys(value).length ? `{${texts.join()}}` : undefined;
}

function writeFields(
  value: JsonObject,
  { selections }: SelectionSetNode,
  conditions: Readonly<JsonObject>,
  texts: string[],
): boolean {
  return selections.every((node) => {
    if (!isIncluded(node.directives, conditions)) return true;
    if (node.kind === Kind.INLINE_FRAGMENT) return writeFields(value, node.selectionSet, conditions, texts);
    if (node.kind !== Kind.FIELD) return false;
    const key = (node.alias ?? node.name).value;
    const text = writeValue(readKey(value, key), node.selectionSet, conditions);
    if (text === undefined) return false;
    texts.push(`"${key}":${text}`);
    return true;
  });
}

function writeValue(
  value: unknown,
  selectionSet: SelectionSetNode | undefined,
  conditions: Readonly<JsonObject>,
): string | undefined {
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) => writeValue(item, selectionSet, conditions));
    return items.includes(undefined) ? undefined : `[${items.join()}]`;
  }
  if (selectionSet !== undefined && value !== null) {
    return isJsonObject(value) ? writeAsked(value, selectionSet, conditions) : undefined;
  }
  // A number too large for a double is read as one that JSON has no text for: it would be written as null.
  if (typeof value === 'number' && !Number.isFinite(value)) return undefined;
  return JSON.stringify(value);
}
