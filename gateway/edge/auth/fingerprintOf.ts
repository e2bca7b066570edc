import { hash, type KeyObject } from 'node:crypto';

/** Names a public key by what it is: an issuer may give another one the same `kid`. */
export const fingerprintOf = (key: KeyObject): string =>
  hash('sha256', key.export({ type: 'spki', format: 'der' }), 'base64url');
