import { MapWithCachedArrays } from '@apollo/federation-internals';
import type { SelectingGroup } from './SelectingGroup.ts';

type Set = (
  this: MapWithCachedArrays<unknown, unknown>,
  key: unknown,
  value: unknown,
) => MapWithCachedArrays<unknown, unknown>;

const set: Set = MapWithCachedArrays.prototype.set;
let isWatched = false;

/**
 * Mends the classes by which `@apollo/query-planner` 2.14 puts fetches in order, and which it exports nowhere. The first thing it does with
 * the first fetch of a plan is to keep it in a map: there it is met, and by it the class of all.
 *
 * @param mend - called once in a process, before anything is made of the first fetch.
 */
export function meetFetchGroups(mend: (first: SelectingGroup) => void): void {
  if (isWatched) return;
  isWatched = true;
  MapWithCachedArrays.prototype.set = function (this: MapWithCachedArrays<unknown, unknown>, key, value) {
    if (isFetchGroup(value)) {
      MapWithCachedArrays.prototype.set = set;
      mend(value);
    }
    return set.call(this, key, value);
  };
}

const isFetchGroup = (value: unknown): value is SelectingGroup =>
  typeof value === 'object' &&
  value !== null &&
  'mergeInWithAllDependencies' in value &&
  'addParent' in value;
