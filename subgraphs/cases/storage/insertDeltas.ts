import type { StatisticsDelta } from '../statistics/StatisticsDelta.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Appends what is to be counted, in the transaction in which it happened. */
export async function insertDeltas(
  transaction: CasesDatabase,
  deltas: readonly StatisticsDelta[],
): Promise<void> {
  if (deltas.length === 0) return;
  await transaction
    .insertInto('deltas')
    .values(
      deltas.map(({ duration, ...counted }) => ({
        ...counted,
        accepted_on: duration?.acceptedOn ?? null,
        limit_days: duration?.limitDays ?? null,
        pauses: duration === null ? null : JSON.stringify(duration.pauses),
      })),
    )
    .execute();
}
