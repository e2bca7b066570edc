import { isJsonObject, type JsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';
import type { EntityKey } from './SupergraphFacts.ts';

/**
 * Whether a representation says which entity it means: some key of it is whole and holds at least one value that is not
 * `null`. What a fetch requires for one type can hold for another one that it has no key of: a subgraph that is told no
 * key fails the whole call.
 *
 * @param keys - the keys that the subgraph knows for this type; where it is not known to have any, nothing is looked at.
 */
export function isIdentified(representation: JsonObject, keys: readonly EntityKey[]): boolean {
  const leaves = keys.map((key) => key.map((path) => leafAt(representation, path)));
  const present = leaves.filter((values) => values.every((value) => value !== undefined));
  return keys.length === 0 || present.some((values) => values.some((value) => value !== null));
}

function leafAt(representation: JsonObject, path: readonly string[]): unknown {
  let value: unknown = representation;
  for (const name of path) {
    // A list inside a key identifies by its mere presence.
    if (value === null || Array.isArray(value)) return value;
    value = isJsonObject(value) ? readKey(value, name) : undefined;
  }
  return value;
}
