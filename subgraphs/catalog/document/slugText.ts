import { z } from 'zod';

/** A name of our own that never changes once published: an item's code, the id of an alliance or a statement. */
export const slugText = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be lower-case words joined by "-"');
