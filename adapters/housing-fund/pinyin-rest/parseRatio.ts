import type { RatioUnit } from './options.ts';

/** 0 to 100 %. The decimals are part of the form: they betray a place whose `ratioUnit` is configured wrongly. */
const FORMS = {
  percent: /^(\d{1,3})\.(\d{2})$/,
  fraction: /^([01])\.(\d{4})$/,
} as const satisfies Record<RatioUnit, RegExp>;
const WHOLE = 10_000;

/**
 * Reads 缴存比例 into hundredths of a per cent, exactly.
 *
 * @throws {RangeError} on another form, such as that of the other unit, or more than the whole.
 */
export function parseRatio(text: string, unit: RatioUnit): number {
  const [, whole, decimals] = FORMS[unit].exec(text) ?? [];
  const basisPoints = Number(`${whole}${decimals}`);
  if (Number.isNaN(basisPoints) || basisPoints > WHOLE) throw new RangeError(`not a ratio as ${unit}`);
  return basisPoints;
}
