import { createPublicKey } from 'node:crypto';
import { type CryptoKey, createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from 'jose';
import { fingerprintOf } from './fingerprintOf.ts';

/** The keys of an issuer as it published them at one time. */
export class KeySet {
  /** @throws an error of jose when no key fits. */
  readonly getKey: JWTVerifyGetKey<CryptoKey>;
  readonly #fingerprints: ReadonlySet<string>;

  constructor(published: JSONWebKeySet) {
    this.getKey = createLocalJWKSet(published);
    this.#fingerprints = new Set(published.keys.flatMap(fingerprintsOf));
  }

  /** Whether it holds no key that tokens can be verified by. */
  get isEmpty(): boolean {
    return this.#fingerprints.size === 0;
  }

  /** Whether a key is among them, by its fingerprint. */
  has(fingerprint: string): boolean {
    return this.#fingerprints.has(fingerprint);
  }
}

/** A key that cannot be read has vouched for nobody. */
function fingerprintsOf(jwk: JWK): readonly string[] {
  try {
    return [fingerprintOf(createPublicKey({ key: { ...jwk }, format: 'jwk' }))];
  } catch {
    return [];
  }
}
