const HALF_BYTES = 32;
const SEQUENCE = 0x30;
const INTEGER = 0x02;

/** Writes a signature of r‖s, 64 bytes, as the ASN.1 sequence that OpenSSL verifies. */
export function toDerSignature(raw: Uint8Array): Buffer {
  const r = derInteger(raw.subarray(0, HALF_BYTES));
  const s = derInteger(raw.subarray(HALF_BYTES));
  return Buffer.concat([Uint8Array.of(SEQUENCE, r.length + s.length), r, s]);
}

/** DER wants the shortest form, and a zero before a first bit that would read as a sign. */
function derInteger(half: Uint8Array): Buffer {
  const firstDigit = half.findIndex((byte) => byte !== 0);
  const digits = firstDigit === -1 ? half.subarray(-1) : half.subarray(firstDigit);
  const sign = (digits[0] ?? 0) >= 0x80 ? [0] : [];
  return Buffer.from([INTEGER, sign.length + digits.length, ...sign, ...digits]);
}
