import type { JsonObject } from './JsonObject.ts';

/**
 * Reads a key that came from a client's or a subgraph's text; `undefined` when absent.
 *
 * `constructor` and `__proto__` are legal GraphQL names: an inherited value must never pass for data.
 */
export function readKey(object: JsonObject, key: string): unknown {
  const value = object[key];
  return value === undefined || Object.hasOwn(object, key) ? value : undefined;
}
