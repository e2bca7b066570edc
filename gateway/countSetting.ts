import { z } from 'zod';

/** A whole number from 1 on. */
export const countSetting = (byDefault: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .default(byDefault);
