import { type OpPathTree, PathTree } from '@apollo/query-graphs';

let isMended = false;

/**
 * Lets `@apollo/query-planner` 2.14 read several parts of one object as contexts. It keeps what one subgraph tells in whole beside its tree
 * of ways, and loses that where it merges two trees of which one ends there: of `$c { box { width } }` and `$c { box { height } }` only
 * one is asked for, and the other's argument is null without a word (decision 023).
 */
export function keepLocalSelections(): void {
  if (isMended) return;
  isMended = true;
  const { merge, mergeIfNotEqual } = PathTree.prototype;
  PathTree.prototype.merge = function (this: OpPathTree, other: OpPathTree) {
    const merged = merge.call(this, other);
    const isWhole = this !== other && (this.childCount() === 0 || other.childCount() === 0);
    const localSelections = [...(this.localSelections ?? []), ...(other.localSelections ?? [])];
    if (!isWhole || localSelections.length === (merged.localSelections ?? []).length) return merged;
    return Object.assign(Object.create(PathTree.prototype), merged, { localSelections });
  };
  // It takes trees for equal that differ in nothing else; one that is merged with its equal is the same.
  PathTree.prototype.mergeIfNotEqual = function (this: OpPathTree, other: OpPathTree) {
    return hasLocal(this) || hasLocal(other) ? this.merge(other) : mergeIfNotEqual.call(this, other);
  };
}

function hasLocal(tree: OpPathTree): boolean {
  if (tree.localSelections !== undefined) return true;
  for (const [, , , below] of tree.childElements()) if (hasLocal(below)) return true;
  return false;
}
