import type { JSONWebKeySet } from 'jose';
import { z } from 'zod';
import { isUsableKey } from './isUsableKey.ts';

const PUBLIC_KINDS = ['EC', 'RSA', 'OKP'];
const shape = z.object({ keys: z.array(z.looseObject({ kty: z.string() })) });

/**
 * Reads a JWKS document (RFC 7517); keys of kinds that are not used for signatures here are passed over.
 *
 * One without any key is one, too: that is how an issuer takes all of them back.
 *
 * @throws {Error} one line, without content.
 */
export function parseKeySet(text: string): JSONWebKeySet {
  let json: unknown;
  try {
    // A mark of the order of bytes is white space to JavaScript and not to JSON.
    json = JSON.parse(text.trimStart());
  } catch {
    throw new Error('it is not JSON');
  }
  const { data } = shape.safeParse(json);
  const keys = data?.keys.filter(({ kty }) => PUBLIC_KINDS.includes(kty)) ?? [];
  if (keys.length === 0 && data?.keys.length !== 0)
    throw new Error('it is not a JWKS document with public keys');
  // A key that was garbled on its way is no wish of its issuer to take all others back.
  if (keys.length > 0 && !keys.some(isUsableKey))
    throw new Error('it holds no key that tokens can be verified by (EC P-256, RSA of 2048 bits, Ed25519)');
  return { keys };
}
