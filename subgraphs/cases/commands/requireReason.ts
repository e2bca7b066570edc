import { TongbanError } from '../../../domain/TongbanError.ts';

const MAX_LENGTH = 500;

/** @throws {TongbanError} BAD_USER_INPUT for an empty or a too long one. */
export function requireReason(reason: string | null | undefined): string {
  const text = reason?.trim() ?? '';
  if (text !== '' && text.length <= MAX_LENGTH) return text;
  throw new TongbanError('BAD_USER_INPUT', `input.reason must be 1 to ${MAX_LENGTH} characters`);
}
