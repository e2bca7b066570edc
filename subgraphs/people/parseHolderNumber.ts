import { citizenNumberCheck, parseCitizenNumber } from '../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../domain/creditCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** Until 1999 a number had 15 digits: a birth year of two, and no check character. */
const OLD_NUMBER = /^(\d{6})(\d{9})$/;

/**
 * Reads the number of a natural person (公民身份号码, also the 15-digit form of before 1999) or of a legal person
 * (统一社会信用代码) into its one canonical spelling, so that a person is found under any of them.
 *
 * @throws {RangeError} when it is neither; the text is never quoted.
 */
export function parseHolderNumber(kind: HolderIdentity['kind'], text: string): HolderIdentity['number'] {
  return kind === 'NATURAL_PERSON' ? parseCitizenNumber(toEighteenDigits(text)) : parseCreditCode(text);
}

function toEighteenDigits(text: string): string {
  const [, area, rest] = OLD_NUMBER.exec(text.normalize('NFKC').trim()) ?? [];
  if (area === undefined || rest === undefined) return text;

  // Nobody born before 1900 holds a 15-digit number any more.
  const first17 = `${area}19${rest}`;
  return first17 + citizenNumberCheck(first17);
}
