import { z } from 'zod';

/** The `options` of a place that speaks pinyin REST (docs/dialects/pinyin-rest.md, section 7). */
export const fundSiteOptions = z.strictObject({
  appId: z.string().min(1).max(64),
  appSecret: z.string().min(16).max(128),
  ratioUnit: z.enum(['percent', 'fraction']),
  handling: z.literal('offered').exactOptional(),
});
export type FundSiteOptions = z.infer<typeof fundSiteOptions>;
