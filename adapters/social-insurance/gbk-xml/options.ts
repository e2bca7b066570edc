import { z } from 'zod';

/** Without spaces or controls; they stand in front of the digest as single bytes. */
const printable = z.string().regex(/^[\x21-\x7e]+$/);

/**
 * What differs between places of this dialect; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/gbk-xml.md, 9
 */
export const gbkXmlOptions = z.strictObject({
  /** 机构代码. */
  agencyCode: z.string().regex(/^\d{6,12}$/),
  /** 用户名. */
  user: printable.max(32),
  /** 密码; ASCII, in clear. */
  password: z.string().regex(/^[\x20-\x7e]+$/),
  digest: z.enum(['MD5', 'SHA256']).default('MD5'),
  /** What the site writes for a character outside GBK. */
  rareCharacters: z.enum(['question', 'private-use', 'gb18030']).default('question'),
  /** For the record: blanks of every kind are trimmed at every site. */
  padding: z.enum(['none', 'space', 'fullwidth']).default('none'),
  /** For the record: both ways to leave out a day or month are understood at every site. */
  emptyDate: z.enum(['blank', 'zeros']).default('blank'),
  /** 办理: whether the system takes orders. */
  handling: z.literal('offered').optional(),
});
export type GbkXmlOptions = z.output<typeof gbkXmlOptions>;
