import type { FetchGroup } from './FetchGroup.ts';
import { lookBefore } from './lookBefore.ts';

/** All that is done often is done by one of these. */
const OF_GROUPS = ['addParent', 'isDescendantOf', 'isUseless', 'conditions', 'mergeInWithAllDependencies'];
const OF_GRAPHS = [
  'onModification',
  'isInGroupsOrTheirAncestors',
  'removeEmptyGroups',
  'removeUselessGroups',
  'mergeChildFetchesForSameSubgraphAndPath',
  'dfsRemoveRedundantEdges',
  'processGroup',
];

/**
 * As `lookWhileSeekingWays`, while the planner puts fetches in order.
 *
 * @param first - of any plan, by which the classes of all are met.
 */
export function lookWhileOrdering(first: FetchGroup, look: () => void): void {
  lookBefore(Object.getPrototypeOf(first), OF_GROUPS, look);
  lookBefore(Object.getPrototypeOf(first.dependencyGraph), OF_GRAPHS, look);
}
