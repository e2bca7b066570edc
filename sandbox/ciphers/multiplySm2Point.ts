import { createECDH, ECDH } from 'node:crypto';
import { bigIntOf } from './bigIntOf.ts';
import { bytes32 } from './bytes32.ts';
import { invertModulo } from './invertModulo.ts';
import { SM2_CURVE } from './sm2Curve.ts';

/**
 * The point `scalar`·P as `04` ‖ x ‖ y.
 *
 * OpenSSL's key agreement multiplies fast but tells only x. Of the two points with this x, the right one is that whose
 * sum with P has the x of (`scalar` + 1)·P.
 *
 * @param scalar - 1 to n − 2.
 * @param point - `04` ‖ x ‖ y.
 * @throws {Error} when the point is not on the curve.
 */
export function multiplySm2Point(scalar: bigint, point: Buffer): Buffer {
  const x = xOfProduct(scalar, point);
  const even = ECDH.convertKey(
    Buffer.concat([Buffer.of(2), bytes32(x)]),
    'SM2',
    undefined,
    undefined,
    'uncompressed',
  );
  const candidate = Buffer.from(even);
  const [px, py] = [bigIntOf(point.subarray(1, 33)), bigIntOf(point.subarray(33, 65))];
  const y = bigIntOf(candidate.subarray(33, 65));
  if (x === px) {
    // Only 1·P and −1·P share their x with P, and −1 is out of range.
    return point;
  }
  const isRight = xOfSum(x, y, px, py) === xOfProduct(scalar + 1n, point);
  return isRight ? candidate : Buffer.concat([Buffer.of(4), bytes32(x), bytes32(SM2_CURVE.p - y)]);
}

function xOfProduct(scalar: bigint, point: Buffer): bigint {
  const exchange = createECDH('SM2');
  exchange.setPrivateKey(bytes32(scalar));
  return bigIntOf(exchange.computeSecret(point));
}

/** x of the sum of two points with different x. */
function xOfSum(x1: bigint, y1: bigint, x2: bigint, y2: bigint): bigint {
  const { p } = SM2_CURVE;
  const slope = ((y2 - y1) * invertModulo(x2 - x1, p)) % p;
  return (((slope * slope - x1 - x2) % p) + p) % p;
}
