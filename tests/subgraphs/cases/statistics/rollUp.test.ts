import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import { eventually } from '../../../support/eventually.ts';
import { aDelta } from './aDelta.ts';
import { withStatistics } from './withStatistics.ts';

const statistics = withStatistics();
const completed = aDelta({
  kind: 'COMPLETED',
  day: parseCalendarDate('2026-03-13'),
  duration: { acceptedOn: parseCalendarDate('2026-03-03'), limitDays: 5, pauses: [] },
});
const many = (count: number) => Array.from({ length: count }, () => aDelta());

async function sumOf(measure: 'submitted' | 'completed', cut = 'PLACES_DAY'): Promise<number> {
  const { rows } = await sql<{ readonly sum: number }>`
    select coalesce(sum(${sql.ref(measure)}), 0)::integer as sum from cases.statistics where cut = ${cut}`.execute(
    statistics.database(),
  );
  return rows[0]?.sum ?? 0;
}

async function waiting(): Promise<number> {
  const { rows } = await sql<{
    readonly count: number;
  }>`select count(*)::integer as count from cases.deltas`.execute(statistics.database());
  return rows[0]?.count ?? 0;
}

async function backendOf(applicationName: string, where = sql`true`) {
  const { rows } = await sql<{ readonly pid: number }>`
    select pid from pg_stat_activity where application_name = ${applicationName} and ${where}`.execute(
    statistics.database(),
  );
  return rows[0]?.pid ?? null;
}

it('adds up what was counted, in every cut, with durations by their bucket and their limits', async () => {
  await statistics.append([aDelta(), aDelta({ channel: 'APP' }), completed]);

  await statistics.createWorker('one').run();

  const { rows } = await sql`
    select cut, period::text, accepting, item, submitted, completed, up_to_10, limited, within_limit, promised, within_promised,
      statutory, within_statutory
    from cases.statistics where cut in ('PLACES_DAY', 'MATRIX_MONTH') order by cut desc, period, channel`.execute(
    statistics.database(),
  );
  const none = {
    completed: 0,
    up_to_10: 0,
    limited: 0,
    within_limit: 0,
    promised: 0,
    within_promised: 0,
    statutory: 0,
    within_statutory: 0,
  };
  const decided = {
    completed: 1,
    up_to_10: 1,
    limited: 1,
    within_limit: 0,
    promised: 1,
    within_promised: 0,
    statutory: 1,
    within_statutory: 1,
  };
  const here = { cut: 'PLACES_DAY', accepting: '430700', item: 'spouse-hukou-migration' };
  expect(rows).toEqual([
    { ...here, period: '2026-03-04', submitted: 1, ...none },
    { ...here, period: '2026-03-04', submitted: 1, ...none },
    { ...here, period: '2026-03-13', submitted: 0, ...decided },
    { cut: 'MATRIX_MONTH', period: '2026-03-01', accepting: '430000', item: '', submitted: 2, ...decided },
  ]);
  expect(await waiting()).toBe(0);
});

it('counts everything once while several workers add up and others append', async () => {
  const workers = [1, 2, 3].map((number) => statistics.createWorker(`worker-${number}`));
  let appended = 0;
  const appending = (async () => {
    for (let turn = 0; turn < 20; turn += 1) {
      await statistics.append(many(60));
      appended += 60;
    }
  })();
  while (appended < 1_200 || (await waiting()) > 0) await Promise.all(workers.map((worker) => worker.run()));
  await appending;

  const sums = await Promise.all(
    ['TOTALS_DAY', 'ITEMS_MONTH', 'NATION_DAY', 'MATRIX_MONTH', 'PLACES_MONTH'].map((cut) =>
      sumOf('submitted', cut),
    ),
  );
  expect(sums).toEqual([1_200, 1_200, 1_200, 1_200, 1_200]);
  expect(statistics.logged).toEqual([]);
});

it('counts everything once when a worker is lost between taking deltas and adding them up', async () => {
  await statistics.append(many(10));
  await statistics.createWorker('first').run();
  await statistics.append(many(500));
  const lost = statistics.createWorker('lost');
  const other = statistics.createWorker('other');
  await statistics
    .database()
    .transaction()
    .execute(async (blocking) => {
      await sql`lock table cases.statistics in exclusive mode`.execute(blocking);
      const running = lost.run();
      const pid = await eventually(async () => {
        const found = await backendOf(
          'lost',
          sql`wait_event_type = 'Lock' and query like '%insert into cases.statistics%'`,
        );
        expect(found).not.toBeNull();
        return found;
      });
      // It has taken the deltas, so nobody else does.
      await other.run();
      await sql`select pg_terminate_backend(${pid})`.execute(blocking);
      await running;
    });
  expect([await sumOf('submitted'), await waiting()]).toEqual([10, 500]);

  await other.run();

  expect([await sumOf('submitted'), await waiting()]).toEqual([510, 0]);
});

it('says up to when all is added up only when nothing is left', async () => {
  const asOf = async () =>
    (await statistics.database().selectFrom('rolled_up').select('as_of').execute())[0]?.as_of;
  const before = Date.now();
  await statistics.createWorker('one').run();
  const first = (await asOf())?.getTime() ?? 0;
  expect(first).toBeGreaterThan(before - 5_000);
  await statistics.append(many(3));

  await statistics
    .database()
    .transaction()
    .execute(async (blocking) => {
      await sql`select from cases.deltas for update`.execute(blocking);
      await statistics.createWorker('two').run();
      expect((await asOf())?.getTime()).toBe(first);
    });
  await statistics.createWorker('three').run();

  expect((await asOf())?.getTime()).toBeGreaterThan(first);
});

it('never changes a delta', async () => {
  await statistics.append(many(1));

  await expect(sql`update cases.deltas set item = 'x'`.execute(statistics.database())).rejects.toThrow(
    'on record',
  );
});

it('counts an open case whose last day has gone by once, on the day after it', async () => {
  await sql`insert into cases.procedures values ('p', 1, '{"steps": []}')`.execute(statistics.database());
  const insert = (dueOn: string, { isClosed = false, isStale = false } = {}) =>
    sql`
      insert into cases.cases (case_id, case_number, item, mode, channel, portal, accepting_division, owning_division, procedure_id,
        procedure_version, catalogue_version, status, sequence, state, last_hash, due_on, due_stale, closed_at)
      values (gen_random_uuid(), gen_random_uuid()::text, 'a', 'FULLY_ONLINE', 'APP', 'x', '430000', '510000', 'p', 1, 1,
        'IN_PROGRESS', 1, '{}', '', ${dueOn}, ${isStale}, ${isClosed ? new Date(0) : null})`.execute(
      statistics.database(),
    );
  await insert('2026-11-29');
  await insert('2026-12-01');
  await insert('2026-11-01', { isClosed: true });
  await insert('2026-11-02', { isStale: true });

  await Promise.all(['one', 'two', 'three'].map((name) => statistics.createWorker(name).run()));
  await statistics.createWorker('again').run();

  const { rows } = await sql`
    select period::text, sum(overdue)::integer as overdue from cases.statistics where cut = 'PLACES_DAY' group by period`.execute(
    statistics.database(),
  );
  expect(rows).toEqual([{ period: '2026-11-30', overdue: 1 }]);
});
