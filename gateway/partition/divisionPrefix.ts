import { z } from 'zod';
import { PROVINCES } from '../../domain/provinces.ts';

const DIGITS = 'must be 2, 4 or 6 digits';
const provinces: ReadonlySet<string> = new Set(PROVINCES.map(({ code2 }) => code2));

/**
 * A division and everything in it, in a setting or a partitions file. One of no province is a slip: it means no place, or, where it is
 * zeros alone, every one.
 */
export const divisionPrefix = z
  .string(`${DIGITS}, in quotes`)
  .regex(/^\d{2}(\d{2}){0,2}$/, { error: DIGITS, abort: true })
  .refine((digits) => provinces.has(digits.slice(0, 2)), 'no province has these first two digits');
