import { z } from 'zod';

/**
 * What differs between centres that exchange files; unknown options are refused, because a misspelled one would silently
 * leave its default in force.
 *
 * @see docs/dialects/file-drop.md, 10
 */
export const fileDropOptions = z.strictObject({
  digest: z.enum(['MD5', 'SM3']).default('MD5'),
  /** 平台编码, ours at this centre. */
  platformCode: z.string().regex(/^\d{6,12}$/, 'must be 6 to 12 digits'),
  /** Seconds for which data and digest must have been unchanged before a batch that does not agree is refused. */
  settleSeconds: z.number().nonnegative().max(86_400).default(30),
  /** Minutes after which a claim belongs to a dead reader. */
  takenMinutes: z.number().positive().max(1_440).default(10),
  /** Seconds between two looks. */
  pollSeconds: z.number().positive().max(86_400).default(10),
  /** Whether the centre also does steps of cases. */
  handling: z.literal('offered').optional(),
});
export type FileDropOptions = z.output<typeof fileDropOptions>;
