import type { DivisionCode } from '../divisionCode.ts';
import type { Coverage } from './Coverage.ts';
import { type CoveredPlace, placesContaining } from './coveredPlace.ts';

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
    const one = toAccepting(row.accepting);
    const other = one && toOwning(row.owning);
    if (one === null || other === null) return null;
    return one === 'AROUND' && other === 'AROUND' ? 'WHOLE' : 'IN_PART';
  };
}

function comparePlace(asked: DivisionCode): (place: CoveredPlace) => 'AROUND' | 'INSIDE' | null {
  const around = new Set<string>(placesContaining(asked));
  // What lies in 44 0000 begins with 44, what lies in 4409 00 with 4409; in a county lies nothing that has a code here.
  const prefix = asked.replace(/(00){1,2}$/, '');
  return (place) => {
    if (around.has(place)) return 'AROUND';
    return place.startsWith(prefix) ? 'INSIDE' : null;
  };
}
