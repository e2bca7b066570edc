import { z } from 'zod';
import { xmlLeaf } from '../../transport/xmlLeaf.ts';

/** Message of an issue that says that a required value is not there; all other issues are about its form. */
export const MISSING = 'missing';

/**
 * A text that may be absent or empty, padded with blanks of either width; `null` for no value. One that lost a
 * character on its way is no value at all.
 */
export const maybe = xmlLeaf
  .refine((value) => !value.includes('\uFFFD'), 'a character was lost')
  .optional()
  .transform((value) => value?.trim() || null);

/** A text that must be there. */
export const always = maybe.transform((value, context): string => {
  if (value !== null) return value;
  context.addIssue({ code: 'custom', message: MISSING });
  return z.NEVER;
});
