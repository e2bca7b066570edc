import type { FetchGroup } from './FetchGroup.ts';

/**
 * Keeps `@apollo/query-planner` 2.14 from letting a fetch wait for itself. It merges fetches that ask one subgraph about the same
 * things, also where one waits for the other, and then follows what waits for what without an end: for half a minute, in which
 * nobody else is served, until an array is too long. A question of three fields is enough where two subgraphs have one interface object
 * (decision 023).
 *
 * @param first - of any plan, by which the class of all is met.
 */
export function keepFetchesAcyclic(first: FetchGroup): void {
  const prototype: FetchGroup = Object.getPrototypeOf(first);
  const { addParent, mergeInWithAllDependencies } = prototype;
  // Of the two that are merged one may wait for the other.
  prototype.addParent = function (this: FetchGroup, parent) {
    if (parent.group !== this) addParent.call(this, parent);
  };
  // What waits for `other`, and is waited for here, would wait for what it is merged into: both stay, and one fetch is not spared.
  prototype.mergeInWithAllDependencies = function (this: FetchGroup, other) {
    const isBetween = (child: FetchGroup) => child !== this && this.isDescendantOf(child);
    if (!other.children().some(isBetween)) mergeInWithAllDependencies.call(this, other);
  };
}
