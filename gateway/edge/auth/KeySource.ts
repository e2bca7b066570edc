import type { CryptoKey, JWTVerifyGetKey } from 'jose';

/** The public keys of one issuer, whichever they are at the moment. */
export interface KeySource {
  /** @throws an error of jose when no key fits, {@link KeysUnavailableError} when there are no keys at all. */
  readonly getKey: JWTVerifyGetKey<CryptoKey>;
  /** Whether a key is one of the issuer's at the moment, by its fingerprint. */
  has(fingerprint: string): boolean;
  /**
   * Asks again which keys there are, after a signature fitted none: an issuer may have replaced one and named the new one as
   * the old, or none at all. Left out where changes are told of anyway. Never rejects.
   *
   * @returns whether there are others now.
   */
  renew?(): Promise<boolean>;
  /** Whether there have been keys. Left out where there always are. */
  hasKeys?(): boolean;
  /** Ends watching and fetching. */
  close(): void;
}
