import type { StatisticsDelta } from '../statistics/StatisticsDelta.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { insertingDeltas } from './insertingDeltas.ts';

/** Appends what is to be counted, in the transaction in which it happened. */
export async function insertDeltas(
  transaction: CasesDatabase,
  deltas: readonly StatisticsDelta[],
): Promise<void> {
  if (deltas.length > 0) await insertingDeltas(deltas).execute(transaction);
}
