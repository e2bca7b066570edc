import type { JsonObject } from './JsonObject.ts';

/** Sets a key that came from outside; `__proto__` becomes an ordinary key, never a prototype. */
export function writeKey(object: JsonObject, key: string, value: unknown): void {
  if (key !== '__proto__') {
    object[key] = value;
    return;
  }
  Object.defineProperty(object, key, { value, writable: true, enumerable: true, configurable: true });
}
