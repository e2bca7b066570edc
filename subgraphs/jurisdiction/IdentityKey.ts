/** A key that seals identities for one jurisdiction. */
export interface IdentityKey {
  /** From 1 on; every rotation takes the next one. */
  readonly version: number;
  /** 64 bytes: AES-SIV with two AES-256 keys (RFC 5297). */
  readonly key: Uint8Array;
}
