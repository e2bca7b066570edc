import { aessiv } from '@noble/ciphers/aes.js';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../domain/HolderIdentity.ts';
import type { IdentityKey } from '../jurisdiction/IdentityKey.ts';

/**
 * Seals number and name for one jurisdiction: `v<version>.<base64url>`, AES-SIV with the jurisdiction's code as
 * associated data. Equal inputs give equal text, so that a gateway can see two references to be the same.
 *
 * @see RFC 5297
 */
export function sealIdentity(
  { kind, number, name }: HolderIdentity,
  jurisdiction: DivisionCode,
  { version, key }: IdentityKey,
): string {
  const content = Buffer.from(JSON.stringify([kind, number, name]), 'utf8');
  const sealed = aessiv(key, Buffer.from(jurisdiction, 'ascii')).encrypt(content);
  return `v${version}.${Buffer.from(sealed).toString('base64url')}`;
}
