import { quantile } from '../quantile.ts';

/** By how much a figure grew from the end of the first sixth to the end, percent. */
export function growthOf(samples: readonly number[]): number {
  const counted = samples.slice(Math.floor(samples.length / 6));
  const few = Math.max(1, Math.floor(counted.length / 6));
  const [first, last] = [counted.slice(0, few), counted.slice(-few)].map((part) => quantile(part, 0.5));
  return ((last ?? 0) / (first ?? 1) - 1) * 100;
}
