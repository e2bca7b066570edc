import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** An area that was never assigned, so that the number is well-formed and can belong to nobody. */
const FIRST_17 = '10999919010101900';

/** Whom a sample query asks about: healthy systems have never heard of this number. */
export const unassignedPerson = {
  kind: 'NATURAL_PERSON',
  number: parseCitizenNumber(`${FIRST_17}${citizenNumberCheck(FIRST_17)}`),
  name: '无此人',
} as const satisfies HolderIdentity;
