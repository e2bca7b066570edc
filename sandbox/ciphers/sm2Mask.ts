import { sm3 } from './sm3.ts';

/**
 * The key derivation function over x₂ ‖ y₂: the bytes a text is masked with.
 *
 * @param point - `04` ‖ x₂ ‖ y₂.
 * @see GM/T 0003.4, 5.4.3
 */
export function sm2Mask(point: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  for (let counter = 1; blocks.length * 32 < length; counter += 1) {
    const number = Buffer.alloc(4);
    number.writeUInt32BE(counter);
    blocks.push(sm3(point.subarray(1), number));
  }
  return Buffer.concat(blocks).subarray(0, length);
}
