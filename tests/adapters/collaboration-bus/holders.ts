import { citizenNumberCheck, isCitizenNumber, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** Whom a number names. */
export function holderOf(number: string, name: string): HolderIdentity {
  return isCitizenNumber(number)
    ? { kind: 'NATURAL_PERSON', number, name }
    : { kind: 'LEGAL_PERSON', number: parseCreditCode(number), name };
}

/** An invented person: the area 109901 was never assigned. */
export function person(sequence: number, name: string): HolderIdentity {
  const first17 = `10990119900307${String(sequence).padStart(3, '0')}`;
  return {
    kind: 'NATURAL_PERSON',
    number: parseCitizenNumber(first17 + citizenNumberCheck(first17)),
    name,
  };
}
