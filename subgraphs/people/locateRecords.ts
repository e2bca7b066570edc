import type { Department } from '../../domain/department.ts';
import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import type { SubgraphContext } from './createContext.ts';
import type { Holder } from './Holder.ts';
import type { LocatedRecord } from './LocatedRecord.ts';

/**
 * The places where a department holds records of a holder, in order of division code.
 *
 * @param places - only these, in any spelling; all when left out.
 * @throws {TongbanError} BAD_USER_INPUT naming the argument `in`, when one of them is no division code.
 */
export async function locateRecords(
  department: Department,
  holder: Holder,
  places: readonly string[] | null | undefined,
  { located }: SubgraphContext,
): Promise<readonly LocatedRecord[]> {
  const wanted = places && new Set(places.map((place) => parseDivisionArgument('in', place)));
  const known = await located.load(holder);
  return known.places
    .filter((place) => place.department === department && (wanted?.has(place.jurisdiction) ?? true))
    .map(({ jurisdiction, locatedAt }) => ({ holder, jurisdiction, locatedAt }));
}
