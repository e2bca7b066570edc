import { PROVINCES } from './provinces.ts';

declare const divisionBrand: unique symbol;

/**
 * A canonical administrative division code (行政区划代码): 6 digits, `430000` for a province, `430700` for a city.
 *
 * @see GB/T 2260
 */
export type DivisionCode = string & { readonly [divisionBrand]: true };

const CANONICAL = /^\d{6}$/;
const provinces: ReadonlySet<string> = new Set(PROVINCES.map(({ code2 }) => code2));

/** Whether the value is already in canonical spelling and lies in a known province-level division. */
export function isDivisionCode(value: unknown): value is DivisionCode {
  return typeof value === 'string' && CANONICAL.test(value) && provinces.has(value.slice(0, 2));
}

/**
 * Reads a code of 2, 4, 6, 9 or 12 digits, as platforms write them, and returns the 6-digit form.
 *
 * @throws {RangeError} when the text has another length, other characters, or no known province.
 */
export function parseDivisionCode(text: string): DivisionCode {
  const code = /^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})$/.test(text) ? text.slice(0, 6).padEnd(6, '0') : '';
  if (isDivisionCode(code)) return code;
  const given = JSON.stringify(text.slice(0, 16));
  throw new RangeError(
    code === ''
      ? `not a division code of 2, 4, 6, 9 or 12 digits: ${given}`
      : `no province has the first two digits of ${given}`,
  );
}

/** The province-level division that a division lies in. */
export function provinceOf(division: DivisionCode): DivisionCode {
  return parseDivisionCode(division.slice(0, 2));
}
