declare const creditCodeBrand: unique symbol;

/**
 * A unified social credit code (统一社会信用代码), 18 characters.
 *
 * @see GB 32100
 */
export type CreditCode = string & { readonly [creditCodeBrand]: true };

const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];

/**
 * Reads a credit code; surrounding blanks and lower case are folded.
 *
 * @throws {RangeError} on a wrong length or a character outside the alphabet; the text is never quoted.
 */
export function parseCreditCode(text: string): CreditCode {
  const folded = text.normalize('NFKC').trim().toUpperCase();
  if (!isCreditCode(folded)) throw new RangeError('not a credit code of GB 32100');
  return folded;
}

/** Whether the value has the form of a credit code; its check character is a separate question. */
export function isCreditCode(value: unknown): value is CreditCode {
  return typeof value === 'string' && /^[0-9A-HJ-NPQRTUWXY]{18}$/.test(value);
}

/** Whether the check character fits; genuine early codes exist that fail, so treat `false` as a warning only. */
export function hasValidCreditCodeCheck(code: CreditCode): boolean {
  const sum = WEIGHTS.reduce(
    (total, weight, index) => total + weight * ALPHABET.indexOf(code.charAt(index)),
    0,
  );
  return ALPHABET.charAt((31 - (sum % 31)) % 31) === code[17];
}
