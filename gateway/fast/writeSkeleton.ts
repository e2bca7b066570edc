import type { Hole, Piece } from './AnswerCutter.ts';
import type { FastEntityFetch } from './FastOperation.ts';

/** What of an answer matters for its errors. */
export interface SkeletonParts {
  readonly entities: readonly FastEntityFetch[];
  /** Numbers of the fetches that brought objects in which others have failed. */
  readonly deep: ReadonlySet<number>;
  /** Holes for which nothing came. */
  readonly lost: ReadonlySet<Hole>;
}

/**
 * The client's `data` with all objects that errors may be about, and of everything else just that it is there.
 *
 * @param groups - of fields, in the client's order.
 */
export function writeSkeleton(groups: readonly (readonly Piece[])[], parts: SkeletonParts): string {
  const texts: string[] = [];
  for (const group of groups) {
    texts.push(texts.length === 0 ? '{' : ',');
    collect(group, parts, texts);
  }
  texts.push('}');
  return texts.join('');
}

function collect(pieces: readonly Piece[], parts: SkeletonParts, texts: string[]): void {
  for (const piece of pieces) {
    if (typeof piece === 'string') {
      texts.push(piece);
      continue;
    }
    const { content, fetch } = piece;
    // No field has this name: the object stays without those that it lost.
    if (parts.lost.has(piece)) texts.push('"":0');
    else if (typeof content === 'string' && parts.deep.has(fetch)) texts.push(content);
    else if (content !== null && typeof content !== 'string' && parts.deep.has(fetch)) {
      collect(content, parts, texts);
    } else {
      const fields = parts.entities[fetch]?.fields ?? new Set();
      texts.push([...fields].map((key) => `"${key}":null`).join());
    }
  }
}
