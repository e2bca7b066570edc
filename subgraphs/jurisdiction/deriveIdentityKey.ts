import { hkdfSync } from 'node:crypto';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import type { IdentityKey } from './IdentityKey.ts';

/** AES-SIV takes a MAC key and a cipher key of 256 bits each. */
const KEY_BYTES = 64;

/**
 * The key that seals identities for one jurisdiction, from a master secret: HKDF-SHA256 with an empty salt and the
 * info `tongban-identity:<jurisdiction>:v<version>`, 64 bytes.
 *
 * For development and small installations; who holds the master can open every jurisdiction's seals, so in production
 * a jurisdiction may be given a key of its own.
 *
 * @see RFC 5869
 */
export function deriveIdentityKey(
  masterSecret: Uint8Array,
  jurisdiction: DivisionCode,
  version: number,
): IdentityKey {
  const purpose = `tongban-identity:${jurisdiction}:v${version}`;
  return { version, key: new Uint8Array(hkdfSync('sha256', masterSecret, '', purpose, KEY_BYTES)) };
}
