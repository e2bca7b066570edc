import { type MonthNumber, yearOf } from './monthNumber.ts';

/** A share of an amount, half a fen rounded up; `bp` is hundredths of a per cent. */
export const shareOf = (fen: bigint, bp: number): bigint => (fen * BigInt(bp) + 5_000n) / 10_000n;

export const sumFen = (amounts: Iterable<bigint>): bigint => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return sum;
};

/** 缴费基数 of a month: it changes every July, follows the average pay of the year, and is a multiple of 10 yuan. */
export function baseOf(month: MonthNumber, payFactor: number): bigint {
  const year = yearOf(month) - (month % 12 < 6 ? 1 : 0);
  return BigInt(Math.round(((1_300 + (year - 1995) * 260) * payFactor) / 10)) * 1_000n;
}
