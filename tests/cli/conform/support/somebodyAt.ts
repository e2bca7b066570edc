import { type CitizenNumber, parseCitizenNumber } from '../../../../domain/citizenNumber.ts';
import { theWorld } from '../../../contract/support/theWorld.ts';

/** The first person whom a system of the sandbox's world holds something about. */
export function somebodyAt(
  department: 'public-security' | 'social-insurance' | 'housing-fund',
  jurisdiction: string,
): { readonly kind: 'NATURAL_PERSON'; readonly number: CitizenNumber; readonly name: string } {
  const person = theWorld.holders.find(
    ({ kind, holdings }) => kind === 'person' && holdings[department].includes(jurisdiction),
  );
  if (person === undefined) throw new RangeError(`nobody is on file in ${department}/${jurisdiction}`);
  return { kind: 'NATURAL_PERSON', number: parseCitizenNumber(person.number), name: person.name };
}
