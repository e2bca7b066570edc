import { ECDH } from 'node:crypto';

/**
 * The two points of the curve that have this x: a Diffie-Hellman exchange of Node gives x only, and SM2 encryption needs
 * y as well.
 *
 * @param x - 32 bytes.
 * @returns uncompressed, 65 bytes each.
 */
export function sm2PointsAt(x: Buffer): readonly Buffer[] {
  return ['02', '03'].map((sign) => {
    const compressed = Buffer.concat([Buffer.from(sign, 'hex'), x]);
    return Buffer.from(String(ECDH.convertKey(compressed, 'SM2', undefined, 'hex', 'uncompressed')), 'hex');
  });
}
