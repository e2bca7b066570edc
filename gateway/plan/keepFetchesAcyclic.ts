import { MultiMap } from '@apollo/federation-internals';
import { type ConditionalGroup, keepConditionsApart } from './keepConditionsApart.ts';

/** What is looked at of the planner's groups, each of which becomes a fetch. Their class is exported nowhere. */
interface FetchGroup extends ConditionalGroup {
  children(): readonly FetchGroup[];
  isDescendantOf(other: FetchGroup): boolean;
  addParent(parent: { readonly group: FetchGroup }): void;
  mergeInWithAllDependencies(other: FetchGroup): void;
}

type Add = (this: MultiMap<unknown, unknown>, key: unknown, value: unknown) => MultiMap<unknown, unknown>;

const add: Add = MultiMap.prototype.add;
let isWatched = false;

/**
 * Keeps `@apollo/query-planner` 2.14 from letting a fetch wait for itself. It merges fetches that ask one subgraph about the same
 * things, also where one waits for the other, and then follows what waits for what without an end: for half a minute, in which
 * nobody else is served, until an array is too long. A question of three fields is enough where two subgraphs have one interface object
 * (decision 023).
 *
 * The planner gathers its groups in a map before it merges any: there the first one is met, and by it the class of all.
 */
export function keepFetchesAcyclic(): void {
  if (isWatched) return;
  isWatched = true;
  MultiMap.prototype.add = function (this: MultiMap<unknown, unknown>, key, value) {
    if (isFetchGroup(value)) {
      MultiMap.prototype.add = add;
      mend(Object.getPrototypeOf(value));
      keepConditionsApart(Object.getPrototypeOf(value));
    }
    return add.call(this, key, value);
  };
}

function mend(prototype: FetchGroup): void {
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

const isFetchGroup = (value: unknown): value is FetchGroup =>
  typeof value === 'object' &&
  value !== null &&
  'mergeInWithAllDependencies' in value &&
  'addParent' in value;
