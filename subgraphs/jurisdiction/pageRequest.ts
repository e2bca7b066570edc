import type { PageRequest } from '../../domain/page.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * Checks a page's arguments against the bounds the schema names.
 *
 * @throws {TongbanError} BAD_USER_INPUT naming the argument.
 */
export function pageRequest(first: number, after: string | null | undefined, max: number): PageRequest {
  if (first < 1 || first > max)
    throw new TongbanError('BAD_USER_INPUT', `\`first\` must be from 1 to ${max}`);
  return { first, after: after ?? null };
}
