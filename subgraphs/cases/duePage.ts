import { type DuePosition, formatDueCursor } from './dueCursor.ts';

/** A part of a list that has what is due first before the rest. */
export interface DuePage<Row> {
  readonly rows: readonly Row[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** As Relay's connections want it. */
export function toDueConnection<Row>(
  { rows, hasNextPage, hasPreviousPage }: DuePage<Row>,
  positionOf: (row: Row) => DuePosition,
) {
  const edges = rows.map((node) => ({ node, cursor: formatDueCursor(positionOf(node)) }));
  return {
    edges,
    nodes: rows,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
