/** Entries of a list, wherever the system's pages begin. */
export interface ListWindow {
  /** Entries before the first one wanted. */
  readonly offset: number;
  /** Entries wanted; at least 1. */
  readonly first: number;
}

/** Numbered pages that together cover a window. */
export interface PagePlan {
  /** Rows per page. */
  readonly size: number;
  /** Number of the first page, from 1. */
  readonly from: number;
  /** Number of the last page. */
  readonly to: number;
}

/**
 * The fewest pages that cover a window; among equals those with the fewest rows in vain.
 *
 * @param largestPage - 每页条数, at most.
 */
export function planPages({ offset, first }: ListWindow, largestPage: number): PagePlan {
  const plans = Array.from({ length: largestPage }, (_, index) => {
    const size = index + 1;
    return {
      size,
      from: Math.floor(offset / size) + 1,
      to: Math.floor((offset + first - 1) / size) + 1,
    };
  });
  const [best = { size: 1, from: offset + 1, to: offset + first }] = plans.toSorted(
    (one, other) => pagesOf(one) - pagesOf(other),
  );
  return best;
}

function pagesOf({ from, to }: PagePlan): number {
  return to - from + 1;
}
