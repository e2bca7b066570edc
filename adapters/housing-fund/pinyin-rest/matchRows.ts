import type { NaturalPerson } from '../NaturalPerson.ts';
import type { SubjectRow } from './wire.ts';

/** What one answer holds about one of the persons asked for. */
export interface PersonRows {
  readonly person: NaturalPerson;
  /** Rows that carry the person's number; their names are still to be checked. */
  readonly rows: readonly SubjectRow[];
  /** Whether the answer also had rows about somebody else: whose rows those should have been, nobody knows. */
  readonly hasStrangers: boolean;
}

/** Brings rows and persons together by number; the order is that of the persons. */
export function matchRows(
  rows: readonly SubjectRow[],
  persons: readonly NaturalPerson[],
): readonly PersonRows[] {
  const rowsOf = new Map<string, SubjectRow[]>(persons.map(({ number }) => [fold(number), []]));
  let hasStrangers = false;
  for (const row of rows) {
    const own = rowsOf.get(fold(row.ZJHM));
    if (own) own.push(row);
    else hasStrangers = true;
  }
  return persons.map((person) => ({ person, rows: rowsOf.get(fold(person.number)) ?? [], hasStrangers }));
}

/** Some centres write the check character `x` in lower case, or full-width. */
function fold(number: string): string {
  return number.normalize('NFKC').toUpperCase();
}
