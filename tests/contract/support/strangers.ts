import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';

/** Well-formed persons of whom no system has ever heard; their area was never assigned. */
export function strangers(count: number): readonly HolderIdentity[] {
  return Array.from({ length: count }, (_, index) => {
    const first17 = `10999919010101${String(index).padStart(3, '0')}`;
    return {
      kind: 'NATURAL_PERSON',
      number: parseCitizenNumber(first17 + citizenNumberCheck(first17)),
      name: '无此人',
    };
  });
}
