import { bigIntOf } from './bigIntOf.ts';
import { invertModulo } from './invertModulo.ts';
import { SM2_CURVE } from './sm2Curve.ts';
import { sm2PointsWithX } from './sm2PointsWithX.ts';
import { sm2ProductX } from './sm2ProductX.ts';

/**
 * The point `scalar`·P as `04` ‖ x ‖ y.
 *
 * Of the two points with its x, the right one is that whose sum with P has the x of (`scalar` + 1)·P.
 *
 * @param scalar - 1 to n − 2.
 * @param point - `04` ‖ x ‖ y.
 * @throws {Error} when the point is not on the curve.
 */
export function multiplySm2Point(scalar: bigint, point: Buffer): Buffer {
  const x = sm2ProductX(scalar, point);
  const [px, py] = [bigIntOf(point.subarray(1, 33)), bigIntOf(point.subarray(33, 65))];
  if (x === px) {
    // Only 1·P and −1·P share their x with P, and −1 is out of range.
    return point;
  }
  const [even, odd] = sm2PointsWithX(x);
  const isEven = xOfSum(x, bigIntOf(even.subarray(33, 65)), px, py) === sm2ProductX(scalar + 1n, point);
  return isEven ? even : odd;
}

/** x of the sum of two points with different x. */
function xOfSum(x1: bigint, y1: bigint, x2: bigint, y2: bigint): bigint {
  const { p } = SM2_CURVE;
  const slope = ((y2 - y1) * invertModulo(x2 - x1, p)) % p;
  return (((slope * slope - x1 - x2) % p) + p) % p;
}
