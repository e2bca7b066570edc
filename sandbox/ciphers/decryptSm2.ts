import type { Sm2Layout } from './Sm2Layout.ts';
import { sm2Mask } from './sm2Mask.ts';
import { sm2PointsWithX } from './sm2PointsWithX.ts';
import { sm2ProductX } from './sm2ProductX.ts';
import { sm3 } from './sm3.ts';

/**
 * The text of an SM2 cipher text that starts with an uncompressed point.
 *
 * @returns `null` when the point is not on the curve, the digest does not fit, or the bytes are too few.
 * @see GM/T 0003.4, 7.1
 */
export function decryptSm2(cipherText: Buffer, privateKey: bigint, layout: Sm2Layout): Buffer | null {
  if (cipherText.length < 98 || cipherText[0] !== 4) return null;
  const rest = cipherText.subarray(65);
  const [digest, masked] =
    layout === 'C1C3C2'
      ? [rest.subarray(0, 32), rest.subarray(32)]
      : [rest.subarray(-32), rest.subarray(0, -32)];
  // The digest tells which of the two is the shared point, for less than a second multiplication.
  for (const shared of sharedPoints(cipherText.subarray(0, 65), privateKey)) {
    const mask = sm2Mask(shared, masked.length);
    const text = masked.map((byte, index) => byte ^ (mask[index] ?? 0));
    if (sm3(shared.subarray(1, 33), text, shared.subarray(33)).equals(digest)) return Buffer.from(text);
  }
  return null;
}

function sharedPoints(point: Buffer, privateKey: bigint): readonly Buffer[] {
  try {
    return sm2PointsWithX(sm2ProductX(privateKey, point));
  } catch {
    // OpenSSL refuses a point that is not on the curve.
    return [];
  }
}
