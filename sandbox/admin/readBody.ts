import { z } from 'zod';

/** @throws {RangeError} naming what is wrong with it. */
export function readBody<T>(schema: z.ZodType<T>, body: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(body.toString('utf8'));
  } catch {
    throw new RangeError('the body is not JSON');
  }
  const result = schema.safeParse(value);
  if (!result.success) throw new RangeError(z.prettifyError(result.error).replaceAll('\n', ' '));
  return result.data;
}
