import { TongbanError } from '../../../domain/TongbanError.ts';

const MAX_LENGTH = 2_000;

/** @throws {TongbanError} BAD_USER_INPUT for an empty or a too long one, naming the argument. */
export function requireText(argument: string, given: string): string {
  const text = given.trim();
  if (text !== '' && text.length <= MAX_LENGTH) return text;
  throw new TongbanError('BAD_USER_INPUT', `${argument} must be 1 to ${MAX_LENGTH} characters`);
}
