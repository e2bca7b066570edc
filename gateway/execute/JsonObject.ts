/** An object as `JSON.parse` makes it: its keys are data, so they may be `__proto__` or `constructor`. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
