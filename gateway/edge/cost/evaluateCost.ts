import type { Amount, CostNode, ReadVariable, SelectionCost } from './CostNode.ts';

/** What a selection costs with these variables; `Infinity` beyond all numbers, never `NaN`. */
export function evaluateCost(selection: SelectionCost, read: ReadVariable): number {
  if (selection.constant !== null) return selection.constant;
  const [only] = selection.groups;
  if (selection.groups.length === 1 && only !== undefined) return sum(only, read);
  const costs = selection.groups.map((group) => sum(group, read));
  let dearest = 0;
  for (const choice of selection.choices) {
    let cost = 0;
    for (const index of choice) cost += costs[index] ?? 0;
    if (cost > dearest) dearest = cost;
  }
  return dearest;
}

/** Names of the fields on the way to where most of the cost comes from. */
export function dearestPath(selection: SelectionCost, read: ReadVariable): readonly string[] {
  let dearest: CostNode | undefined;
  let most = -1;
  for (const node of selection.groups.flat()) {
    const cost = costOf(node, read);
    if (cost > most) [dearest, most] = [node, cost];
  }
  if (dearest === undefined || most === 0) return [];
  const size = amountOf(dearest.size, read);
  const name = size === 1 ? dearest.name : `${dearest.name} (×${size})`;
  return [name, ...dearestPath(dearest.below, read)];
}

function sum(nodes: readonly CostNode[], read: ReadVariable): number {
  let cost = 0;
  for (const node of nodes) cost += costOf(node, read);
  return cost;
}

function costOf(node: CostNode, read: ReadVariable): number {
  if (node.isThere !== null && !node.isThere(read)) return 0;
  const fixed = amountOf(node.fixed, read);
  const size = amountOf(node.size, read);
  // Nothing of something endless is nothing.
  return size === 0 ? fixed : fixed + size * (node.weight + evaluateCost(node.below, read));
}

const amountOf = (amount: Amount, read: ReadVariable): number =>
  typeof amount === 'number' ? amount : amount(read);
