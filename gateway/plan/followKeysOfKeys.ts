import type { FetchGroup } from './FetchGroup.ts';

/**
 * Keeps `@apollo/query-planner` 2.14 from asking for a field before what that requires, where a key led to its subgraph that was itself
 * found by keys of others, one after the other (`a` to `b`, `b` to `c`, `c b` to here). It does not know then that the last two fetches are
 * about the same objects, forgets who tells what is required, and thinks that it is there already: the field was null, and no
 * error said so (decision 023).
 *
 * @param first - of any plan, by which the class of all is met.
 */
export function followKeysOfKeys(first: FetchGroup): void {
  const prototype: FetchGroup = Object.getPrototypeOf(first);
  const { addParent } = prototype;
  prototype.addParent = function (this: FetchGroup, parent) {
    const isUnknown = 'path' in parent && parent.path === undefined;
    addParent.call(this, isUnknown && isAboutTheSame(this, parent.group) ? { ...parent, path: [] } : parent);
  };
}

/** Whether both are asked for entities at one place of the answer. */
const isAboutTheSame = (one: FetchGroup, other: FetchGroup): boolean =>
  !other.isTopLevel &&
  one.parentType.name === other.parentType.name &&
  one.mergeAt?.join('/') === other.mergeAt?.join('/');
