import type { EntityKey } from '../../execute/SupergraphFacts.ts';
import type { EntityIdentity } from './EntityIdentity.ts';

/**
 * Tells by what an entity is found again: for each of its keys that is given, the first value beside the place.
 *
 * Not by the whole key: whoever changes a record knows holder and place, but not how identities are sealed for that place.
 * What shares the first value (the accounts of one holder) is then found together, which only costs asking again.
 *
 * @param fields - values of the entity by name, such as a representation.
 * @param partitionField - the field that holds the place.
 * @returns empty where no key is given with a plain value.
 */
export function identitiesOf(
  typename: string,
  fields: Readonly<Record<string, unknown>>,
  keys: readonly EntityKey[],
  partitionField: string,
): readonly EntityIdentity[] {
  const found = new Map<string, EntityIdentity>();
  for (const key of keys) {
    const place = placeIn(fields, key, partitionField);
    const leading = key.find(([name, ...rest]) => rest.length === 0 && name !== partitionField);
    const field = leading?.[0];
    if (place === null || field === undefined) continue;
    const value = plainText(fields[field]);
    if (value !== null) found.set(field, { typename, place, field, value });
  }
  return [...found.values()];
}

function placeIn(
  fields: Readonly<Record<string, unknown>>,
  key: EntityKey,
  partitionField: string,
): string | null {
  const isPlaced = key.some(([name, ...rest]) => rest.length === 0 && name === partitionField);
  return isPlaced ? plainText(fields[partitionField]) : '';
}

/** An ID may be sent as a number or as text. */
function plainText(value: unknown): string | null {
  return typeof value === 'string' || typeof value === 'number' ? String(value) : null;
}
