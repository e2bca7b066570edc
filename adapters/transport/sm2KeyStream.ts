import { sm3 } from './sm3.ts';

/**
 * The key derivation of SM2 encryption: as many bytes as the text has, from the shared point.
 *
 * @param point - uncompressed, 65 bytes.
 * @see GB/T 32918.4, 5.4.3
 */
export function sm2KeyStream(point: Buffer, length: number): Buffer {
  const blocks: Buffer[] = [];
  const counter = Buffer.alloc(4);
  for (let block = 1; (block - 1) * 32 < length; block += 1) {
    counter.writeUInt32BE(block);
    blocks.push(sm3(Buffer.concat([point.subarray(1), counter])));
  }
  return Buffer.concat(blocks).subarray(0, length);
}
