import type { CaseRecord } from './CaseRecord.ts';
import { formatCaseCursor } from './caseCursor.ts';

/** A part of a list of cases. */
export interface CasePage {
  readonly records: readonly CaseRecord[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
}

/** As Relay's connections want it. */
export function toConnection({ records, hasNextPage, hasPreviousPage }: CasePage) {
  const edges = records.map((node) => ({ node, cursor: formatCaseCursor(node) }));
  return {
    edges,
    nodes: records,
    pageInfo: {
      hasNextPage,
      hasPreviousPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}
