declare const yearMonthBrand: unique symbol;

/** A calendar month, `YYYY-MM`. */
export type YearMonth = string & { readonly [yearMonthBrand]: true };

/**
 * Reads `YYYYMM` or `YYYY-MM`.
 *
 * @throws {RangeError} on another form or a month outside 01–12.
 */
export function parseYearMonth(text: string): YearMonth {
  const match = /^(\d{4})-?(0[1-9]|1[0-2])$/.exec(text.trim());
  if (!match) throw new RangeError('not a month of the form YYYYMM or YYYY-MM');
  return `${match[1]}-${match[2]}` as YearMonth;
}
