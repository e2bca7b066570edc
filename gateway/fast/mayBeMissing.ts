import type { FastPart } from './FastPart.ts';
import type { PlacedFetch } from './PlanReader.ts';

/**
 * Whether just the object itself becomes `null` where an entity fetch finds no record: it may be `null`, and no other fetch asks
 * about what stands in it.
 *
 * @param fetch - number of the entity fetch.
 * @param fields - response keys that it brings.
 * @param parts - of all answers.
 */
export function mayBeMissing(
  fetch: number,
  fields: ReadonlySet<string>,
  entities: readonly PlacedFetch[],
  parts: readonly FastPart[],
): boolean {
  const path = entities[fetch]?.path.split('.') ?? [];
  const isAlone = entities.every((other) => {
    const keys = other.path.split('.');
    const isBelow = keys.length > path.length && path.every((key, index) => keys[index] === key);
    return !isBelow || fields.has(keys[path.length] ?? '');
  });
  return isAlone && isNullable(fetch, parts);
}

function isNullable(fetch: number, parts: readonly FastPart[]): boolean {
  return parts.some((part) => {
    if (part.kind === 'list') return isNullable(fetch, part.item);
    if (part.kind !== 'object') return false;
    return part.asked.includes(fetch) ? part.nullable : isNullable(fetch, part.parts);
  });
}
