import { z } from 'zod';

/** The `options` of a place that speaks file-drop (docs/dialects/file-drop.md, section 10). */
export const fileDropOptions = z.strictObject({
  digest: z.enum(['MD5', 'SM3']),
  platformCode: z.string().regex(/^\d{6,12}$/),
  settleSeconds: z.number().nonnegative().default(30),
  takenMinutes: z.number().positive().default(10),
  pollSeconds: z.number().positive().default(10),
  handling: z.literal('offered').exactOptional(),
});
export type FileDropOptions = z.infer<typeof fileDropOptions>;
