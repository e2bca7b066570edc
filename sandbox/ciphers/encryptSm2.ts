import { multiplySm2Point } from './multiplySm2Point.ts';
import type { Sm2Layout } from './Sm2Layout.ts';
import { sm2Mask } from './sm2Mask.ts';
import { sm2PublicKey } from './sm2PublicKey.ts';
import { SM2_SCALAR_BYTES, sm2Scalar } from './sm2Scalar.ts';
import { sm3 } from './sm3.ts';

/**
 * SM2 public key encryption; the answer starts with the uncompressed point.
 *
 * @param publicKey - `04` ‖ x ‖ y of the receiver.
 * @see GM/T 0003.4, 6.1
 */
export function encryptSm2(
  text: Buffer,
  publicKey: Buffer,
  layout: Sm2Layout,
  randomBytes: (length: number) => Buffer,
): Buffer {
  for (;;) {
    const k = sm2Scalar(randomBytes(SM2_SCALAR_BYTES));
    const shared = multiplySm2Point(k, publicKey);
    const mask = sm2Mask(shared, text.length);
    if (mask.some((byte) => byte !== 0)) {
      const c1 = sm2PublicKey(k);
      const c2 = text.map((byte, index) => byte ^ (mask[index] ?? 0));
      const c3 = sm3(shared.subarray(1, 33), text, shared.subarray(33));
      return Buffer.concat(layout === 'C1C3C2' ? [c1, c3, c2] : [c1, c2, c3]);
    }
  }
}
