import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { needsOf } from './needsOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { selectionsBelow } from './selectionsBelow.ts';

/** A field of a fetch that requires a part of some object. */
export interface Requirer {
  readonly fetch: PlannedFetch;
  /** What it requires of that object. */
  readonly selections: readonly QueryPlanSelectionNode[];
}

/** The fields of entities around an object that require something within it. @param path - response keys of the object. */
export function requirersOf(
  path: readonly string[],
  fetches: readonly PlannedFetch[],
  facts: SupergraphFacts,
): readonly Requirer[] {
  return fetches.flatMap((fetch) => {
    const { length } = fetch.path;
    if (fetch.requires === null || length >= path.length) return [];
    if (fetch.path.some((key, depth) => key !== path[depth])) return [];
    return needsOf(fetch, facts).fields.flatMap(({ needs }) => {
      const selections = selectionsBelow(needs, path.slice(length)) ?? [];
      return selections.length === 0 ? [] : [{ fetch, selections }];
    });
  });
}
