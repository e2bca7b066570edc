import { type RawBuilder, sql } from 'kysely';
import type { StatisticsDelta } from '../statistics/StatisticsDelta.ts';

/** Appends what is to be counted. @param condition - nothing is appended where it does not hold. */
export const insertingDeltas = (
  deltas: readonly StatisticsDelta[],
  condition: RawBuilder<unknown> = sql`true`,
): RawBuilder<unknown> => sql`
  insert into cases.deltas (
    kind, day, item, department, accepting, owning, mode, authority, channel, accepted_on, limit_days, pauses
  )
  select given.* from jsonb_to_recordset(${JSON.stringify(deltas.map(toRow))}::jsonb) as given (
    kind text, day date, item text, department text, accepting text, owning text, mode text, authority text,
    channel text, accepted_on date, limit_days integer, pauses jsonb
  )
  where ${condition}`;

const toRow = ({ duration, ...counted }: StatisticsDelta) => ({
  ...counted,
  accepted_on: duration?.acceptedOn ?? null,
  limit_days: duration?.limitDays ?? null,
  ...(duration === null ? {} : { pauses: duration.pauses }),
});
