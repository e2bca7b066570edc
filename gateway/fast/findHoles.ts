import type { Hole, Piece } from './AnswerCutter.ts';

/** The holes of an entity fetch that nobody was asked about yet and whose objects are there, in the order of the answer. */
export function findHoles(groups: readonly (readonly Piece[])[], fetch: number): readonly Hole[] {
  const holes: Hole[] = [];
  const search = (pieces: readonly Piece[]): void => {
    for (const piece of pieces) {
      if (typeof piece === 'string') continue;
      const { content } = piece;
      if (content === null) {
        if (piece.fetch === fetch && piece.found.extent?.isMissing !== true) holes.push(piece);
      } else if (typeof content !== 'string') search(content);
    }
  };
  for (const group of groups) search(group);
  return holes;
}
