import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { WorldHolder } from '../../../sandbox/world/WorldHolder.ts';

/** A person or company of the sandbox's world, as an adapter is asked about it. */
export function holderOf({ kind, number, name }: WorldHolder): HolderIdentity {
  return kind === 'person'
    ? { kind: 'NATURAL_PERSON', number: parseCitizenNumber(number), name }
    : { kind: 'LEGAL_PERSON', number: parseCreditCode(number), name };
}
