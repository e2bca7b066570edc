import { hkdfSync } from 'node:crypto';

/** The length of every key that signs call contexts, in bytes. */
const KEY_BYTES = 32;

/**
 * The key of one endpoint, from the master secret that it shares with the gateway.
 *
 * HKDF-SHA256 with an empty salt and the info `tongban-context:<audience>`, 32 bytes; the gateway derives the same. An
 * operator who does not trust a place with the master secret gives it this key alone.
 *
 * @param audience - subgraph name, with the division prefix where partitioned: `people`, `housing-fund/4307`.
 * @see RFC 5869
 */
export function deriveContextKey(masterSecret: Uint8Array, audience: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', masterSecret, '', `tongban-context:${audience}`, KEY_BYTES));
}
