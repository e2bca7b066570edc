declare const citizenNumberBrand: unique symbol;

/**
 * A citizen number (公民身份号码): 6 digits area, 8 birth date, 3 sequence (odd = male), 1 check character, `X` in upper case.
 *
 * The area is that of the first registration and may have been abolished: never derive an owning province from it.
 *
 * @see GB 11643
 */
export type CitizenNumber = string & { readonly [citizenNumberBrand]: true };

const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS = '10X98765432';

/** The check character for the first 17 digits. */
export function citizenNumberCheck(first17: string): string {
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(first17[index]), 0);
  return CHECKS.charAt(sum % 11);
}

/**
 * Reads a citizen number: full-width digits and a lower-case `x`, which occur in provincial data, are folded.
 *
 * @throws {RangeError} on a wrong length, impossible birth date or wrong check character; the text is never quoted.
 */
export function parseCitizenNumber(text: string): CitizenNumber {
  const folded = text.normalize('NFKC').trim().toUpperCase();
  if (!isCitizenNumber(folded)) throw new RangeError('not a citizen number of GB 11643');
  return folded;
}

/** Whether the value is a well-formed citizen number in canonical spelling. */
export function isCitizenNumber(value: unknown): value is CitizenNumber {
  return (
    typeof value === 'string' &&
    /^\d{17}[\dX]$/.test(value) &&
    isBirthDate(value.slice(6, 14)) &&
    citizenNumberCheck(value.slice(0, 17)) === value[17]
  );
}

function isBirthDate(yyyymmdd: string): boolean {
  const iso = `${yyyymmdd.slice(0, 4)}-${yyyymmdd.slice(4, 6)}-${yyyymmdd.slice(6)}`;
  const time = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(iso);
}
