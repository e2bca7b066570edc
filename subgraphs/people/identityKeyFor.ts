import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { deriveIdentityKey } from '../jurisdiction/deriveIdentityKey.ts';
import type { IdentityKey } from '../jurisdiction/IdentityKey.ts';
import type { PeopleConfig } from './config.ts';

/**
 * Finds the current key of each jurisdiction, deriving every key once.
 *
 * @returns a function that throws a `TongbanError` JURISDICTION_NOT_CONNECTED for a place without a key.
 */
export function identityKeyFor({
  places,
  derived,
}: PeopleConfig['identityKeys']): (jurisdiction: DivisionCode) => IdentityKey {
  const keys = new Map<string, IdentityKey>(Object.entries(places));
  return (jurisdiction) => {
    const known = keys.get(jurisdiction);
    if (known !== undefined) return known;
    if (derived === undefined) {
      throw new TongbanError('JURISDICTION_NOT_CONNECTED', 'This place has no identity key', {
        jurisdiction,
      });
    }
    const key = deriveIdentityKey(derived.master, jurisdiction, derived.version);
    keys.set(jurisdiction, key);
    return key;
  };
}
