import { hkdfSync } from 'node:crypto';

/** Bytes for one purpose out of the start-time secret (RFC 5869); different purposes tell nothing about each other. */
export const deriveBytes = (secret: string, purpose: string, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, 'tongban-sandbox', purpose, length));
