import { z } from 'zod';
import { hasProvince } from './hasProvince.ts';

const DIGITS = 'must be 2, 4 or 6 digits, in quotes';

/** A division and everything in it, in a setting; one of no province is a slip: it means no place, or by zeros alone every one. */
export const divisionPrefix = z
  .string(DIGITS)
  .regex(/^\d{2}(\d{2}){0,2}$/, { error: DIGITS, abort: true })
  .refine(hasProvince, 'no province has these first two digits');
