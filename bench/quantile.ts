/**
 * The value that a share of a list does not exceed, between neighbours by interpolation.
 *
 * @param share - 0 to 1; 0.5 is the median.
 * @throws {RangeError} for an empty list.
 */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  const position = (sorted.length - 1) * share;
  const [lower, upper] = [sorted[Math.floor(position)], sorted[Math.ceil(position)]];
  if (lower === undefined || upper === undefined) throw new RangeError('an empty list has no quantiles');
  return lower + (upper - lower) * (position % 1);
}
