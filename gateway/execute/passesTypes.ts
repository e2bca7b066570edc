import { isJsonObject } from './JsonObject.ts';
import type { PathSegment } from './PathSegment.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';

/** Whether a plan's path goes on at a value; nulls and absent values end it. */
export function passesTypes(value: unknown, { types }: PathSegment, facts: SupergraphFacts): boolean {
  if (value === null || value === undefined) return false;
  if (types === null || !isJsonObject(value)) return true;
  const name = value['__typename'];
  // Without a real type's name nothing can be ruled out; what the fetch requires still filters.
  return typeof name !== 'string' || facts.vagueTypes.has(name) || types.has(name);
}
