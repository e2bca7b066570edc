import { type RawBuilder, sql } from 'kysely';
import { placesContaining } from '../../../domain/catalog/coveredPlace.ts';
import { provinceOf } from '../../../domain/divisionCode.ts';
import type { DivisionPair } from '../availability/DivisionPair.ts';

/** A query for the codes of the items that a version states as available for a pair on its day; in no order. */
export function coveredItems(
  version: number,
  { acceptingDivision, owningDivision, on }: DivisionPair,
): RawBuilder<unknown> {
  // Inside one province nothing is a cross-province service.
  const crosses = provinceOf(acceptingDivision) !== provinceOf(owningDivision);
  return sql`
    select item_code from catalog.coverage
    where version = ${version} and certainty = 'STATED' and ${crosses}
      and accepting = any(${placesContaining(acceptingDivision)}::text[])
      and owning = any(${placesContaining(owningDivision)}::text[])
      and ${on}::date >= starts_on and (ends_on is null or ${on}::date <= ends_on)`;
}
