import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** An invented person: the area 109901 was never assigned. */
export function person(sequence: number, name: string): HolderIdentity & { kind: 'NATURAL_PERSON' } {
  const first17 = `10990119900307${String(sequence).padStart(3, '0')}`;
  return {
    kind: 'NATURAL_PERSON',
    number: parseCitizenNumber(first17 + citizenNumberCheck(first17)),
    name,
  };
}
