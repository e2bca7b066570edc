import { type DivisionCode, provinceOf } from '../divisionCode.ts';
import { PROVINCES } from '../provinces.ts';

/** 全国: any of the 31 mainland provinces and what lies in them; for 66, 71, 81 and 82 no source says. */
export const NATIONWIDE = '000000';

/** Where a coverage row holds: in a division and all that lies in it, or nationwide. */
export type CoveredPlace = DivisionCode | typeof NATIONWIDE;

const mainland: ReadonlySet<string> = new Set(
  PROVINCES.filter(({ mainland31 }) => mainland31).map(({ code }) => code),
);

/**
 * The places whose coverage rows hold for a division: itself, its city, its province, and nationwide for the mainland.
 *
 * @returns distinct, from the narrowest to the widest.
 */
export function placesContaining(division: DivisionCode): readonly CoveredPlace[] {
  const province = provinceOf(division);
  // A code `<city>00` of six digits cut from a canonical one is canonical again.
  const city = `${division.slice(0, 4)}00` as DivisionCode;
  const wider = mainland.has(province) ? ([NATIONWIDE] as const) : [];
  return [...new Set<CoveredPlace>([division, city, province, ...wider])];
}
