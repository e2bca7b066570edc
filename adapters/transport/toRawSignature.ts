const HALF_BYTES = 32;
/** Tag and length, of the sequence and of each integer. */
const HEAD_BYTES = 2;

/** Writes a signature that OpenSSL made, an ASN.1 sequence of two integers, as r‖s in 64 bytes. */
export function toRawSignature(der: Buffer): Buffer {
  const r = integerAt(der, HEAD_BYTES);
  const s = integerAt(der, HEAD_BYTES + HEAD_BYTES + r.length);
  return Buffer.concat([toHalf(r), toHalf(s)]);
}

function integerAt(der: Buffer, at: number): Buffer {
  const start = at + HEAD_BYTES;
  return der.subarray(start, start + der.readUInt8(at + 1));
}

/** Without the zero that stands for a positive sign, with those that DER leaves out. */
function toHalf(integer: Buffer): Buffer {
  const digits = integer.subarray(-HALF_BYTES);
  return Buffer.concat([Buffer.alloc(HALF_BYTES - digits.length), digits]);
}
