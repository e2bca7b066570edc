import { z } from 'zod';
import { TongbanError } from '../../../domain/TongbanError.ts';

const texts = z.record(z.string(), z.string());

/** @throws {TongbanError} BAD_USER_INPUT for anything but an object of texts. */
export function formTexts(form: unknown): Readonly<Record<string, string>> {
  const { success, data } = texts.safeParse(form ?? {});
  if (success) return data;
  throw new TongbanError('BAD_USER_INPUT', 'input.form must be an object of texts');
}
