import { isJsonObject, type JsonObject } from './JsonObject.ts';
import { writeKey } from './writeKey.ts';

/** A deep copy of a JSON value. */
export function copyJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copyJson);
  if (!isJsonObject(value)) return value;
  const copy: JsonObject = {};
  for (const key of Object.keys(value)) writeKey(copy, key, copyJson(value[key]));
  return copy;
}
