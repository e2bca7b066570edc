import { TongbanError } from '../../../domain/TongbanError.ts';

const KEY = /^[\w-]{8,64}$/;

/** @throws {TongbanError} BAD_USER_INPUT for another form. */
export function parseIdempotencyKey(text: string): string {
  if (KEY.test(text)) return text;
  throw new TongbanError('BAD_USER_INPUT', 'input.idempotencyKey must be 8 to 64 letters, digits, - or _');
}
