import { createECDH } from 'node:crypto';
import { bigIntOf } from './bigIntOf.ts';
import { bytes32 } from './bytes32.ts';

/**
 * x of `scalar`·P: OpenSSL's key agreement multiplies fast and tells nothing else.
 *
 * @throws {Error} when the point is not on the curve.
 */
export function sm2ProductX(scalar: bigint, point: Buffer): bigint {
  const exchange = createECDH('SM2');
  exchange.setPrivateKey(bytes32(scalar));
  return bigIntOf(exchange.computeSecret(point));
}
