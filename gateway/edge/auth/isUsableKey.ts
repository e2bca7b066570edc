import { createPublicKey, type JsonWebKey } from 'node:crypto';
import { TOKEN_ALGORITHMS } from './tokenAlgorithms.ts';

const LEAST_RSA_BITS = 2_048;

/**
 * Whether tokens can be verified by a key: one of ES256, RS256 or EdDSA (Ed25519), with all of its parts, and no
 * private one.
 *
 * jose finds that out when the first token comes, and then refuses that token.
 */
export function isUsableKey(key: JsonWebKey): boolean {
  const operations = key['key_ops'];
  if ((key['use'] ?? 'sig') !== 'sig' || key.d !== undefined) return false;
  if (Array.isArray(operations) && !operations.includes('verify')) return false;
  if (key['alg'] !== undefined && !TOKEN_ALGORITHMS.includes(String(key['alg']))) return false;
  try {
    const { asymmetricKeyType, asymmetricKeyDetails } = createPublicKey({ key, format: 'jwk' });
    if (asymmetricKeyType === 'rsa') return (asymmetricKeyDetails?.modulusLength ?? 0) >= LEAST_RSA_BITS;
    if (asymmetricKeyType === 'ec') return asymmetricKeyDetails?.namedCurve === 'prime256v1';
    return asymmetricKeyType === 'ed25519';
  } catch {
    return false;
  }
}
