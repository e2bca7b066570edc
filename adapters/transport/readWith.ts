import { z } from 'zod';

/** Lets a function that throws `RangeError` judge a value: zod then names the field, and nobody the value. */
export function readWith<T>(parse: (value: string) => T) {
  return (value: string, context: z.RefinementCtx): T => {
    try {
      return parse(value);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      context.addIssue({ code: 'custom', message: error.message });
      return z.NEVER;
    }
  };
}
