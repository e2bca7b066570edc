import type { Hole, Piece } from './AnswerCutter.ts';

/** All holes of an entity fetch, in the order of the answer. */
export function holesOf(groups: readonly (readonly Piece[])[], fetch: number): readonly Hole[] {
  const holes: Hole[] = [];
  const search = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (typeof piece === 'string') continue;
      if (piece.fetch === fetch) holes.push(piece);
      else if (piece.content !== null && typeof piece.content !== 'string') search(piece.content);
    }
  };
  for (const group of groups) search(group);
  return holes;
}
