import { sm2SignatureToDer } from './sm2SignatureToDer.ts';

/** r ‖ s of a DER signature; `null` for anything that is not the one canonical encoding of two 32-byte numbers. */
export function sm2SignatureFromDer(der: Buffer): Buffer | null {
  const r = readInteger(der, 2);
  const s = r === null ? null : readInteger(der, r.end);
  if (r === null || s === null) return null;
  const signature = Buffer.concat([r.digits, s.digits]);
  // Writing it again checks the outer length, the tags and that nothing follows.
  return sm2SignatureToDer(signature).equals(der) ? signature : null;
}

function readInteger(der: Buffer, start: number): { readonly digits: Buffer; readonly end: number } | null {
  const length = der[start + 1] ?? 0;
  const end = start + 2 + length;
  if (length < 1 || length > 33 || end > der.length) return null;
  const digits = der.subarray(start + 2, end).subarray(-32);
  return { digits: Buffer.concat([Buffer.alloc(32 - digits.length), digits]), end };
}
