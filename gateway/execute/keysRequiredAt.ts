import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import type { PlannedFetch } from './PlannedFetch.ts';

/** The leaves that fetches require of the objects of a path themselves: their keys among them. */
export const keysRequiredAt = (
  path: readonly string[],
  fetches: readonly PlannedFetch[],
): readonly string[] =>
  fetches.flatMap((fetch) => {
    const isThere =
      fetch.path.length === path.length && fetch.path.every((key, depth) => key === path[depth]);
    return isThere ? leavesOf(fetch.requires ?? []) : [];
  });

const leavesOf = (selections: readonly QueryPlanSelectionNode[]): readonly string[] =>
  selections.flatMap((node) => {
    if (node.kind === 'InlineFragment') return leavesOf(node.selections);
    return node.selections === undefined ? [node.alias ?? node.name] : [];
  });
