import type { RecordPlace } from './RecordPlace.ts';
import type { IndexAnswer, StoredPlaces } from './storage/PlaceStore.ts';

/**
 * What is known of a holder once the index has spoken, for the answer to whoever waits when it cannot be stored.
 *
 * @param heard - `undefined` where the index said nothing.
 * @param at - when it said so, epoch ms.
 */
export function withHeard(
  known: StoredPlaces,
  heard: IndexAnswer['places'] | undefined,
  at: number,
): StoredPlaces {
  if (heard === undefined) return known;
  const byPlace = new Map<string, RecordPlace>();
  for (const place of known.places) {
    const statements = place.statements.filter(({ source }) => source !== 'INDEX');
    byPlace.set(keyOf(place), { ...place, statements });
  }
  for (const { department, jurisdiction } of heard) {
    const place = byPlace.get(keyOf({ department, jurisdiction }));
    const statements = [{ source: 'INDEX', statedAt: at } as const, ...(place?.statements ?? [])];
    const locatedAt = place?.locatedAt ?? at;
    byPlace.set(keyOf({ department, jurisdiction }), { department, jurisdiction, locatedAt, statements });
  }
  const places = [...byPlace.values()]
    .filter(({ statements }) => statements.length > 0)
    .toSorted((one, other) => (one.jurisdiction < other.jurisdiction ? -1 : 1));
  return { places, checkedAt: at };
}

const keyOf = ({ department, jurisdiction }: Pick<RecordPlace, 'department' | 'jurisdiction'>) =>
  `${department} ${jurisdiction}`;
