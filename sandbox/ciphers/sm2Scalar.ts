import { bigIntOf } from './bigIntOf.ts';
import { SM2_CURVE } from './sm2Curve.ts';

/** How many random bytes a scalar is made from: 64 bits more than needed make the remainder's bias negligible. */
export const SM2_SCALAR_BYTES = 40;

/** A private key or one-time number, 1 to n − 2, from {@link SM2_SCALAR_BYTES} random bytes. */
export function sm2Scalar(random: Uint8Array): bigint {
  return (bigIntOf(random) % (SM2_CURVE.n - 2n)) + 1n;
}
