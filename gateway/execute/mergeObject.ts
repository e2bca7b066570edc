import { copyJson } from './copyJson.ts';
import { isJsonObject, type JsonObject } from './JsonObject.ts';
import { readKey } from './readKey.ts';
import { writeKey } from './writeKey.ts';

/** How two answers are merged. */
export interface MergeOptions {
  /** Copy what is taken over: needed when the same answer is merged at a second place, which must not share objects. */
  readonly copy: boolean;
  /** Names that an `@interfaceObject` subgraph gives for `__typename`: they never replace a real type's name. */
  readonly vagueTypes: ReadonlySet<string>;
}

/**
 * Merges an answer into what is known already: objects key by key, lists of equal length by index.
 *
 * A `null` never replaces a value: two subgraphs may each know a part of one value type.
 */
export function mergeObject(target: JsonObject, source: JsonObject, options: MergeOptions): void {
  for (const key of Object.keys(source)) {
    const incoming = source[key];
    if (incoming === undefined) continue;
    const present = readKey(target, key);
    if (key === '__typename' && present !== undefined && options.vagueTypes.has(String(incoming))) continue;
    writeKey(target, key, mergeValue(present, incoming, options));
  }
}

function mergeValue(present: unknown, incoming: unknown, options: MergeOptions): unknown {
  if (present === undefined || present === null) return options.copy ? copyJson(incoming) : incoming;
  if (incoming === null) return present;
  if (isJsonObject(present) && isJsonObject(incoming)) {
    mergeObject(present, incoming, options);
    return present;
  }
  if (Array.isArray(present) && Array.isArray(incoming) && present.length === incoming.length) {
    for (const [index, item] of incoming.entries())
      present[index] = mergeValue(present[index], item, options);
    return present;
  }
  return options.copy ? copyJson(incoming) : incoming;
}
