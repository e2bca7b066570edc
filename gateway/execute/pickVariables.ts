import type { JsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';

/** The given variables among those that a fetch uses; a default stays with the operation that declares it. */
export function pickVariables(variables: Readonly<JsonObject>, usages: readonly string[]): JsonObject {
  const picked: JsonObject = {};
  for (const name of usages) {
    const value = readKey(variables, name);
    if (value !== undefined) picked[name] = value;
  }
  return picked;
}
