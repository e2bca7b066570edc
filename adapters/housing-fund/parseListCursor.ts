import { TongbanError } from '../../domain/TongbanError.ts';
import type { ListPosition } from './ListPosition.ts';

/**
 * Reads what `formatListCursor` wrote.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for any other text.
 */
export function parseListCursor(text: string): ListPosition {
  const [, remaining, total] = /^([1-9]\d{0,8})\/([1-9]\d{0,8})$/.exec(text) ?? [];
  const position = { remaining: Number(remaining), total: Number(total) };
  // Both are NaN, and no comparison true, where the text is not a cursor.
  if (position.remaining <= position.total) return position;
  throw new TongbanError('BAD_USER_INPUT', '`after` is not a cursor of this list');
}
