import { z } from 'zod';

/** A name of what is filled in, or of what a step brings: both go to the systems side by side. */
export const formFieldName = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'must be letters and digits, the first a small letter, at most 40');
