import type { JsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';

/** A request's variables under the names that the operation was planned with. */
export function renameVariables(
  variables: Readonly<JsonObject>,
  renamed: ReadonlyMap<string, string>,
): Readonly<JsonObject> {
  if (renamed.size === 0) return variables;
  const result: JsonObject = { ...variables };
  for (const [from, to] of renamed) {
    result[to] = readKey(variables, from);
    delete result[from];
  }
  return result;
}
