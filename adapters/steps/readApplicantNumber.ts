import { parseCitizenNumber } from '../../domain/citizenNumber.ts';
import { hasValidCreditCodeCheck, parseCreditCode } from '../../domain/creditCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** The number of a natural or a legal person as a system writes it; `null` where its check fails. */
export function readApplicantNumber(column: string): Pick<HolderIdentity, 'kind' | 'number'> | null {
  try {
    return { kind: 'NATURAL_PERSON', number: parseCitizenNumber(column) };
  } catch {
    return readCreditCode(column);
  }
}

function readCreditCode(column: string): Pick<HolderIdentity, 'kind' | 'number'> | null {
  try {
    const number = parseCreditCode(column);
    return hasValidCreditCodeCheck(number) ? { kind: 'LEGAL_PERSON', number } : null;
  } catch {
    return null;
  }
}
