import type { PageRequest } from '../../domain/page.ts';
import { TongbanError } from '../../domain/TongbanError.ts';

/**
 * One page of a list whose entries carry numbers of their own. The cursor is the number of the last entry shown, so that
 * entries which a later push adds anywhere shift nothing.
 *
 * @throws {TongbanError} `BAD_USER_INPUT` for a cursor of another list, or of an entry that the centre has withdrawn.
 */
export function sliceAfter<Entry extends { readonly serial: string }>(
  entries: readonly Entry[],
  { first, after }: PageRequest,
): { readonly nodes: readonly Entry[]; readonly endCursor: string | null } {
  const shown = after === null ? -1 : entries.findIndex(({ serial }) => serial === after);
  if (after !== null && shown === -1) {
    throw new TongbanError('BAD_USER_INPUT', '`after` is not a cursor of this list');
  }
  const end = shown + 1 + first;
  const nodes = entries.slice(shown + 1, end);
  return { nodes, endCursor: end < entries.length ? (nodes.at(-1)?.serial ?? null) : null };
}
