import { isDeepStrictEqual } from 'node:util';
import type { PreparedPruning } from './PreparedPruning.ts';
import { pruneOperation } from './pruneOperation.ts';

type Values = Readonly<Record<string, unknown>>;

/** Whether pruning would leave an operation and a representation of this kind as they are. */
export function isTakenWhole(
  pruning: PreparedPruning,
  { query, variables }: { readonly query: string; readonly variables: Values },
  sample: Values,
): boolean {
  const pruned = pruneOperation(pruning, variables, [sample]);
  return (
    pruned.query === query &&
    pruned.notOffered.length === 0 &&
    isDeepStrictEqual(pruned.representations, [sample]) &&
    isDeepStrictEqual({ ...pruned.variables }, { ...variables })
  );
}
