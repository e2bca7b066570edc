/** A number below 2²⁵⁶ as 32 bytes, the highest first. */
export function bytes32(value: bigint): Buffer {
  return Buffer.from(value.toString(16).padStart(64, '0'), 'hex');
}
