import { z } from 'zod';

const RATIO_UNITS = ['percent', 'fraction'] as const;
export type RatioUnit = (typeof RATIO_UNITS)[number];

/** A header holds printable ASCII only. */
const PRINTABLE = /^[\x21-\x7e]+$/;

/**
 * What differs between places of this dialect; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/pinyin-rest.md, 7
 */
export const pinyinRestOptions = z.strictObject({
  /** 应用标识. */
  appId: z
    .string()
    .min(1)
    .max(64)
    .regex(PRINTABLE, 'must be printable ASCII, because it travels in a header'),
  /** Used as UTF-8 bytes. */
  appSecret: z.string().min(16).max(128),
  /** How 缴存比例 are written; loan rates are always per cent. */
  ratioUnit: z.enum(RATIO_UNITS).default('percent'),
  /** 办理: whether the centre takes steps. */
  handling: z.literal('offered').optional(),
});
export type PinyinRestOptions = z.output<typeof pinyinRestOptions>;
