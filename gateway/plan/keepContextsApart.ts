import { type OpPathTree, PathTree } from '@apollo/query-graphs';
import type { FetchGraph, FetchGroup } from './FetchGroup.ts';

let isApart = false;
/** What sets a context is looked at next. */
let isSetting = false;
let isAlone = false;

/**
 * Lets `@apollo/query-planner` 2.14 ask in fetches of their own for fields that read a context and stand in each other. It asks whoever led
 * to what sets a context for what that is read of, and takes it for told; below, it then asks for another such field in the same fetch, with
 * one variable for two values. Asked for beside it, the context counts as not told yet, and whoever reads it is asked later (decision 023).
 *
 * It costs fetches, and is done only {@link planApart}.
 *
 * @param first - of any plan, by which the classes of all are met.
 */
export function keepContextsApart(first: FetchGroup): void {
  const groups: FetchGroup = Object.getPrototypeOf(first);
  const graphs: FetchGraph = Object.getPrototypeOf(first.dependencyGraph);
  const { parents } = groups;
  const { reduce } = graphs;
  const { childElements } = PathTree.prototype;
  PathTree.prototype.childElements = function* (this: OpPathTree, ...given) {
    for (const child of childElements.call(this, ...given)) {
      const [, , conditions, , contexts] = child;
      isSetting = isApart && conditions !== null && contexts !== null;
      yield child;
      isSetting = false;
    }
  };
  // It reduces the graph, and then looks whether there is one who led here.
  graphs.reduce = function (this: FetchGraph) {
    reduce.call(this);
    isAlone = isSetting;
    isSetting = false;
  };
  groups.parents = function (this: FetchGroup) {
    if (!isAlone) return parents.call(this);
    isAlone = false;
    return [];
  };
}

/** Plans so that each context has been told before a fetch begins that reads it. */
export function planApart<T>(plan: () => T): T {
  isApart = true;
  try {
    return plan();
  } finally {
    isApart = false;
    isSetting = false;
    isAlone = false;
  }
}
