import { ECDH } from 'node:crypto';
import { bigIntOf } from './bigIntOf.ts';
import { bytes32 } from './bytes32.ts';
import { SM2_CURVE } from './sm2Curve.ts';

/**
 * The two points of the curve with this x, as `04` ‖ x ‖ y, even y first.
 *
 * @throws {Error} when there are none.
 */
export function sm2PointsWithX(x: bigint): readonly [Buffer, Buffer] {
  const compressed = Buffer.concat([Buffer.of(2), bytes32(x)]);
  const even = Buffer.from(ECDH.convertKey(compressed, 'SM2', undefined, undefined, 'uncompressed'));
  const y = bigIntOf(even.subarray(33, 65));
  return [even, Buffer.concat([Buffer.of(4), bytes32(x), bytes32(SM2_CURVE.p - y)])];
}
