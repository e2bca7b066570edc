import type { EntityNames } from '../entry/EntityNames.ts';
import type { ChangedEntity } from './ChangedEntity.ts';

/**
 * Tells by which tags everything is dropped that may be kept of an entity.
 *
 * @param partitionField - the field that holds the place.
 */
export function tagsOf(
  { typename, key }: ChangedEntity,
  names: EntityNames,
  partitionField: string,
): readonly string[] {
  const { [partitionField]: place = '', ...others } = key;
  const fields = Object.entries(others);
  if (fields.length === 0) {
    // What is known without its place may be there, too.
    const unplaced = place === '' ? [] : [names.unplacedTag(typename)];
    return [names.placeTag(typename, place), ...unplaced];
  }
  // One key may have the place and another not; which of them a field belongs to, each subgraph says for itself.
  return fields.flatMap(([field, value]) =>
    [place, ''].map((where) => names.entityTag({ typename, place: where, field, value })),
  );
}
