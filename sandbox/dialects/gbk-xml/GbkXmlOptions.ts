import { z } from 'zod';

/** The `options` of a place that speaks XML in GBK (docs/dialects/gbk-xml.md, section 9). */
export const gbkXmlOptions = z.strictObject({
  agencyCode: z.string().regex(/^\d{6,12}$/),
  user: z.string().min(1).max(32),
  password: z.string().min(8),
  digest: z.enum(['MD5', 'SHA256']).default('MD5'),
  rareCharacters: z.enum(['question', 'private-use', 'gb18030']).default('question'),
  padding: z.enum(['none', 'space', 'fullwidth']).default('none'),
  emptyDate: z.enum(['blank', 'zeros']).default('blank'),
  handling: z.literal('offered').exactOptional(),
});
export type GbkXmlOptions = z.infer<typeof gbkXmlOptions>;
