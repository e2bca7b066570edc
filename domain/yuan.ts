/**
 * Reads yuan with up to two decimals, as systems write them ("12", "12.3", "-0.05", padded), into fen.
 *
 * @throws {RangeError} on anything else, thousands separators and exponents included.
 */
export function parseYuan(text: string): bigint {
  const match = /^(-?)(\d{1,15})(?:\.(\d{1,2}))?$/.exec(text.trim());
  if (!match) throw new RangeError('not an amount in yuan with at most two decimals');
  const [, sign, whole = '0', decimals = ''] = match;
  const fen = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0'));
  return sign === '-' ? -fen : fen;
}

/** Writes fen as yuan with exactly two decimals, as the schema's `Yuan` shows them. */
export function formatYuan(fen: bigint): string {
  const digits = (fen < 0n ? -fen : fen).toString().padStart(3, '0');
  return `${fen < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
