import { compareText } from '../compareText.ts';
import { type DivisionCode, provinceOf } from '../divisionCode.ts';
import { PROVINCES } from '../provinces.ts';
import type { Coverage } from './Coverage.ts';
import { NATIONWIDE, placesContaining } from './coveredPlace.ts';
import type { AvailabilityQuestion } from './decideAvailability.ts';
import { isInForce } from './isInForce.ts';
import type { StatedMode } from './StatedMode.ts';

/** What may be done instead. */
export type AvailabilityAlternative =
  /** Hand it in here on the same day. */
  | { readonly kind: 'OTHER_PLACE'; readonly accepting: DivisionCode; readonly grant: Coverage }
  /** The same pair, from this day on. */
  | { readonly kind: 'LATER'; readonly grant: Coverage }
  /** 全程网办: no place is needed, as a source names this mode. */
  | { readonly kind: 'FULLY_ONLINE'; readonly mode: StatedMode }
  /** The batch of a national list that names no year yet. */
  | { readonly kind: 'NATIONAL_LIST_WITHOUT_YEAR'; readonly batch: string };

const MAX_PLACES = 3;
const regions: ReadonlyMap<string, string> = new Map(PROVINCES.map(({ code, region }) => [code, region]));

/**
 * What a citizen can do where an item is not available between two places: the nearest places that accept it, at most
 * three, then a later day, then doing it online, then what the national list announces.
 *
 * Nearest: in the same city, in the same province, in the same region of the country, anywhere; then by code.
 *
 * @param online - the mode 全程网办 of the item with who says so, else `null`.
 * @param batchWithoutYear - the item's batch when its list names no year, else `null`.
 */
export function findAlternatives(
  { item, accepting, owning, on }: AvailabilityQuestion & { readonly item: { readonly code: string } },
  coverage: readonly Coverage[],
  {
    online,
    batchWithoutYear,
  }: { readonly online: StatedMode | null; readonly batchWithoutYear: string | null },
): readonly AvailabilityAlternative[] {
  const owningPlaces = new Set<string>(placesContaining(owning));
  const acceptingPlaces = new Set<string>(placesContaining(accepting));
  const forOwner = coverage.filter(
    (row) => row.itemCode === item.code && row.certainty === 'STATED' && owningPlaces.has(row.owning),
  );
  const later = forOwner
    .filter((row) => acceptingPlaces.has(row.accepting) && row.startsOn > on)
    .toSorted((one, other) => compareText(one.startsOn, other.startsOn))[0];
  return [
    ...nearestPlaces(
      forOwner.filter((row) => isInForce(row, on)),
      accepting,
      owning,
    ),
    ...(later === undefined ? [] : [{ kind: 'LATER' as const, grant: later }]),
    ...(online === null ? [] : [{ kind: 'FULLY_ONLINE' as const, mode: online }]),
    ...(batchWithoutYear === null
      ? []
      : [{ kind: 'NATIONAL_LIST_WITHOUT_YEAR' as const, batch: batchWithoutYear }]),
  ];
}

function nearestPlaces(rows: readonly Coverage[], near: DivisionCode, owning: DivisionCode) {
  const grants = new Map<DivisionCode, Coverage>();
  for (const row of rows) {
    if (row.accepting === NATIONWIDE || provinceOf(row.accepting) === provinceOf(owning)) continue;
    if (!grants.has(row.accepting)) grants.set(row.accepting, row);
  }
  return [...grants]
    .toSorted(([one], [other]) => distance(near, one) - distance(near, other) || compareText(one, other))
    .slice(0, MAX_PLACES)
    .map(([accepting, grant]) => ({ kind: 'OTHER_PLACE' as const, accepting, grant }));
}

function distance(one: DivisionCode, other: DivisionCode): number {
  if (one.slice(0, 4) === other.slice(0, 4)) return 0;
  if (provinceOf(one) === provinceOf(other)) return 1;
  return regions.get(provinceOf(one)) === regions.get(provinceOf(other)) ? 2 : 3;
}
