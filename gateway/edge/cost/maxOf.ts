import type { Amount } from './CostNode.ts';

/** The largest of some amounts, of which there is at least one. */
export function maxOf(amounts: readonly Amount[]): Amount {
  const [only] = amounts;
  if (only !== undefined && amounts.length === 1) return only;
  const constant = Math.max(0, ...amounts.filter((amount) => typeof amount === 'number'));
  const variable = amounts.filter((amount) => typeof amount !== 'number');
  if (variable.length === 0) return constant;
  return (read) => Math.max(constant, ...variable.map((amount) => amount(read)));
}
