import { sql } from 'kysely';
import { addDays } from '../../../domain/addDays.ts';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import { departmentOf } from '../../../domain/cases/departmentOf.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { insertDeltas } from './insertDeltas.ts';
import { toCaseRecord } from './toCaseRecord.ts';

/**
 * Counts open cases whose last day has gone by, each once in its life and on the day after it. What somebody works on at
 * this moment is left for the next time.
 *
 * @param today - in Beijing.
 * @returns how many were counted; fewer than `limit` when there are no more.
 */
export async function countOverdue(
  database: CasesDatabase,
  today: CalendarDate,
  limit: number,
): Promise<number> {
  return database.transaction().execute(async (transaction) => {
    const late = await transaction
      .selectFrom('cases')
      .innerJoin('procedures', (join) =>
        join
          .onRef('procedures.id', '=', 'cases.procedure_id')
          .onRef('procedures.version', '=', 'cases.procedure_version'),
      )
      .selectAll('cases')
      .select('procedures.content')
      .where('closed_at', 'is', null)
      .where('overdue_on', 'is', null)
      .where('due_on', '<', today)
      .where('due_stale', '=', false)
      .orderBy('due_on')
      .limit(limit)
      .forUpdate('cases')
      .skipLocked()
      .execute();
    if (late.length === 0) return 0;
    await transaction
      .updateTable('cases')
      .set({ overdue_on: sql<string>`due_on + 1` })
      .where(
        'case_id',
        'in',
        late.map(({ case_id }) => case_id),
      )
      .execute();
    await insertDeltas(
      transaction,
      late.flatMap(({ content, ...row }) => {
        const { item, divisions, mode, authority, channel, dueOn } = toCaseRecord(row);
        if (dueOn === null) return [];
        const { ACCEPTING: accepting, OWNING: owning } = divisions;
        const department = departmentOf(content);
        const day = addDays(parseCalendarDate(dueOn), 1);
        const counted = { item, department, accepting, owning, mode, authority, channel };
        return [{ ...counted, kind: 'OVERDUE' as const, day, duration: null }];
      }),
    );
    return late.length;
  });
}
