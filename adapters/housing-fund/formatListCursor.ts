import type { ListPosition } from './ListPosition.ts';

/** Writes where the next page begins; `null` at the end of the list. */
export function formatListCursor({ remaining, total }: ListPosition): string | null {
  return remaining > 0 ? `${remaining}/${total}` : null;
}
