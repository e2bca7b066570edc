import { hkdfSync } from 'node:crypto';

/** What names and seals entries; equal in all gateways that share a store. */
export interface CacheSecrets {
  readonly naming: Uint8Array;
  readonly sealing: Uint8Array;
}

/** @param master - at least 32 bytes. @throws {RangeError} when it is too short. */
export function deriveCacheSecrets(master: Uint8Array): CacheSecrets {
  if (master.byteLength < 32) throw new RangeError('the secret of the cache must have at least 32 bytes');
  const derive = (use: string) => new Uint8Array(hkdfSync('sha256', master, '', `tongban-cache:${use}`, 32));
  return { naming: derive('names'), sealing: derive('seals') };
}
