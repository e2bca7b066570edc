import { z } from 'zod';

/** A name that is compared to others to the letter: a blank that was copied along would make it one that nobody has. */
export const settingName = z
  .string('must be a name')
  .min(1, 'must be a name')
  .refine((text) => text.trim() === text, 'must not begin or end with a blank');
