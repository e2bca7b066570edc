import { citizenNumberCheck, parseCitizenNumber } from '../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';

/** Persons whose area was never assigned: well-formed numbers that can belong to nobody. */
export function testPersons(count: number): readonly HolderIdentity[] {
  return Array.from({ length: count }, (_, index) => {
    const first17 = `10999919010101${String(901 + index)}`;
    const number = parseCitizenNumber(first17 + citizenNumberCheck(first17));
    return { kind: 'NATURAL_PERSON', number, name: '无此人' };
  });
}
