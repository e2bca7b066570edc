import type { JWTVerifyGetKey } from 'jose';

/** The public keys of one issuer, whichever they are at the moment. */
export interface KeySource {
  /** @throws an error of jose when no key fits, {@link KeysUnavailableError} when there are no keys at all. */
  readonly getKey: JWTVerifyGetKey;
  /** Ends watching and fetching. */
  close(): void;
}
