import type { FetchGroup } from './FetchGroup.ts';

/**
 * Keeps `@apollo/query-planner` 2.14 from asking for a field before what that requires. A fetch that some `@requires` makes necessary it
 * merges into the one that leads there, where both ask one subgraph, without a look at what it waits for between the two: an interface
 * object's field was made of nothing (decision 023).
 *
 * @param first - of any plan, by which the class of all is met.
 */
export function keepFetchesWaiting(first: FetchGroup): void {
  const prototype: FetchGroup = Object.getPrototypeOf(first);
  const { canMergeChildIn } = prototype;
  prototype.canMergeChildIn = function (this: FetchGroup, child) {
    const isBetween = (group: FetchGroup) => group !== this && group.isDescendantOf(this);
    return canMergeChildIn.call(this, child) && !child.parents().some(({ group }) => isBetween(group));
  };
}
