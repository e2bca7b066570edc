import { parseCitizenNumber } from '../../domain/citizenNumber.ts';
import { hasValidCreditCodeCheck, parseCreditCode } from '../../domain/creditCode.ts';

/** A number of a natural or a legal person as an exchange writes it, in upper case; `null` where its check fails. */
export function applicantNumber(column: string): string | null {
  try {
    return parseCitizenNumber(column);
  } catch {
    try {
      const code = parseCreditCode(column);
      return hasValidCreditCodeCheck(code) ? code : null;
    } catch {
      return null;
    }
  }
}
