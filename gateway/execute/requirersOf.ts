import type { QueryPlanSelectionNode } from '@apollo/query-planner';
import { needsOf } from './needsOf.ts';
import type { PlannedFetch } from './PlannedFetch.ts';
import type { SupergraphFacts } from './SupergraphFacts.ts';
import { selectionsBelow } from './selectionsBelow.ts';

/** A field of a fetch that is made of a part of some object. */
export interface Requirer {
  readonly fetch: PlannedFetch;
  /** What it requires of that object. */
  readonly selections: readonly QueryPlanSelectionNode[];
  /** Whether that is a context, so that the fetch may be about any object below. */
  readonly isContext: boolean;
}

/**
 * The fields that are made of something within an object: what they require of entities around it, and what they read from there as a
 * context.
 *
 * @param path - response keys of the object.
 */
export function requirersOf(
  path: readonly string[],
  fetches: readonly PlannedFetch[],
  facts: SupergraphFacts,
): readonly Requirer[] {
  return fetches.flatMap((fetch) => {
    const required = fetch.requires === null ? [] : needsOf(fetch, facts).fields.map(({ needs }) => needs);
    const read = fetch.contextRewrites.map(({ path: way }) => ({
      around: fetch.path.slice(0, fetch.path.length - way.filter((step) => step === '..').length),
      selections: selectionOf(way.filter((step) => step !== '..' && !step.startsWith('... on '))),
      isContext: true,
    }));
    const all = [
      ...required.map((selections) => ({ around: fetch.path, selections, isContext: false })),
      ...read,
    ];
    return all.flatMap(({ around, selections, isContext }) => {
      if (around.length >= path.length || around.some((key, depth) => key !== path[depth])) return [];
      const below = selectionsBelow(selections, path.slice(around.length)) ?? [];
      return below.length === 0 ? [] : [{ fetch, selections: below, isContext }];
    });
  });
}

const selectionOf = ([name, ...below]: readonly string[]): readonly QueryPlanSelectionNode[] =>
  name === undefined
    ? []
    : [{ kind: 'Field', name, ...(below.length > 0 && { selections: [...selectionOf(below)] }) }];
