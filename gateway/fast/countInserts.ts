import type { FastPart } from './FastPart.ts';

/** How often each entity fetch is inserted, by its number. */
export function countInserts(parts: readonly FastPart[], fetches: number): readonly number[] {
  const counts = Array.from({ length: fetches }, () => 0);
  const count = (part: FastPart): void => {
    if (part.kind === 'insert') counts[part.fetch] = (counts[part.fetch] ?? 0) + 1;
    else if (part.kind === 'object') part.parts.forEach(count);
    else if (part.kind === 'list') part.item.forEach(count);
  };
  parts.forEach(count);
  return counts;
}
