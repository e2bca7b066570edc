/**
 * Reads 贷款年利率, per cent with four decimals, into hundredths of a per cent; what is finer is rounded, a half upwards.
 *
 * @throws {RangeError} on another form, or a rate of 100 % and more.
 */
export function parseAnnualRate(text: string): number {
  const [, whole, hundredths, rest] = /^(\d{1,2})\.(\d{2})(\d{2})$/.exec(text) ?? [];
  if (whole === undefined) throw new RangeError('not a rate in per cent with four decimals');
  return Number(`${whole}${hundredths}`) + (Number(rest) >= 50 ? 1 : 0);
}
