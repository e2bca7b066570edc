import { type DivisionCode, parseDivisionCode } from '../../../domain/divisionCode.ts';
import { PROVINCES } from '../../../domain/provinces.ts';
import type { CityRow } from '../document/cityRow.ts';
import type { Division } from './Division.ts';

/** The divisions that a version of the catalogue knows. */
export class DivisionIndex {
  /** In order of code. */
  readonly divisions: readonly Division[];
  readonly #byCode: ReadonlyMap<string, Division>;

  constructor(cities: readonly CityRow[]) {
    this.divisions = [
      ...PROVINCES.map((row) => toDivision(row, 'PROVINCE')),
      ...cities.map((row) => toDivision(row, row.code.endsWith('00') ? 'CITY' : 'COUNTY')),
    ].toSorted((one, other) => Number(one.code) - Number(other.code));
    this.#byCode = new Map(this.divisions.map((division) => [division.code, division]));
  }

  find(code: DivisionCode): Division | null {
    return this.#byCode.get(code) ?? null;
  }
}

function toDivision(row: Omit<CityRow, 'source'>, level: Division['level']): Division {
  return {
    code: parseDivisionCode(row.code),
    name: row.nameZh,
    shortName: row.shortZh,
    englishName: row.nameEn,
    level,
  };
}
