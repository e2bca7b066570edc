import { sql } from 'kysely';
import type { DuePosition } from '../dueCursor.ts';

/** No day is later. */
const NEVER = '9999-12-31';

/** When something is due, what has no last day after all that has; as the indexes have it, which a parameter would not be. */
export const DUE_FIRST = sql.raw<string>(`coalesce(due_on, date '${NEVER}')`);

/** Rows behind a position of a list in the order of last day, instant and id. */
export const isBehind = (
  { dueOn, since, id }: DuePosition,
  columns: { readonly since: string; readonly id: string },
) =>
  sql<boolean>`(${DUE_FIRST}, ${sql.ref(columns.since)}, ${sql.ref(columns.id)})
    > (${dueOn ?? NEVER}::date, ${new Date(since)}, ${id}::uuid)`;
