import type { Extent, Piece } from './AnswerCutter.ts';

type Pieces = readonly Piece[];

/**
 * Writes `null` for objects whose record is not there. No such object stands in another one.
 *
 * @param groups - of fields, in the client's order.
 */
export function dropMissing(groups: readonly Pieces[]): readonly Pieces[] {
  // An entity that stands at several places has its pieces at all of them.
  const done = new Map<Pieces, Pieces>();
  const drop = (pieces: Pieces): Pieces => {
    const known = done.get(pieces);
    if (known !== undefined) return known;
    const missing = new Set<Extent>();
    for (const piece of pieces) {
      if (typeof piece === 'string') continue;
      const { extent } = piece.found;
      if (extent?.isMissing) missing.add(extent);
      else if (piece.content !== null && typeof piece.content !== 'string')
        piece.content = drop(piece.content);
    }
    const left = missing.size === 0 ? pieces : without(pieces, [...missing]);
    done.set(pieces, left);
    done.set(left, left);
    return left;
  };
  return groups.map(drop);
}

/** @param objects - in the order of the pieces. */
function without(pieces: Pieces, objects: readonly Extent[]): Pieces {
  const left = [...pieces];
  // From the end, so that what stands before keeps its place.
  for (const { first, firstAt, last, lastAt } of [...objects].reverse()) {
    const [head, tail] = [left[first], left[last]];
    if (typeof head !== 'string' || typeof tail !== 'string') throw new TypeError('an object without braces');
    left.fill('', first, last);
    left[first] = `${head.slice(0, firstAt)}null`;
    left[last] = tail.slice(lastAt);
  }
  return left;
}
