import { type DivisionCode, provinceOf } from '../divisionCode.ts';
import type { Coverage } from './Coverage.ts';
import { type CoveredPlace, NATIONWIDE, placesContaining } from './coveredPlace.ts';

/**
 * How far statements reach a pair of places.
 *
 * @returns for a row: `WHOLE` where both its places are those asked for or contain them; `IN_PART` where one of them
 *   or both lie inside; `null` where it does not touch the pair.
 */
export function compareReach(
  accepting: DivisionCode,
  owning: DivisionCode,
): (row: Pick<Coverage, 'accepting' | 'owning'>) => 'WHOLE' | 'IN_PART' | null {
  const toAccepting = comparePlace(accepting);
  const toOwning = comparePlace(owning);
  return (row) => {
    const places = [toAccepting(row.accepting), toOwning(row.owning)];
    if (places.includes(null)) return null;
    return places.includes('INSIDE') ? 'IN_PART' : 'WHOLE';
  };
}

function comparePlace(asked: DivisionCode): (place: CoveredPlace) => 'AROUND' | 'INSIDE' | null {
  const around = new Set<string>(placesContaining(asked));
  return (place) => {
    if (around.has(place)) return 'AROUND';
    if (place === NATIONWIDE) return null;
    return asked === `${place.slice(0, 4)}00` || asked === provinceOf(place) ? 'INSIDE' : null;
  };
}
