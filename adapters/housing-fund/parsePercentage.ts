const WHOLE = 10_000;

/**
 * Reads 缴存比例 in per cent with two decimals into hundredths of a per cent.
 *
 * @throws {RangeError} on another form or more than the whole.
 */
export function parsePercentage(text: string): number {
  const [, whole, decimals] = /^(\d{1,3})\.(\d{2})$/.exec(text) ?? [];
  const basisPoints = Number(`${whole}${decimals}`);
  if (Number.isNaN(basisPoints) || basisPoints > WHOLE) {
    throw new RangeError('not a ratio in per cent with two decimals');
  }
  return basisPoints;
}
