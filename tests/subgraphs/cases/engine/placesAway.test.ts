import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { expect, it, vi } from 'vitest';
import { parseCalendarDate } from '../../../../domain/calendarDate.ts';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { countOverdue } from '../../../../subgraphs/cases/storage/countOverdue.ts';
import { acted } from '../support/act.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers, clerkOf } from '../support/callers.ts';
import { letTimePass, standOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

vi.setConfig({ testTimeout: 120_000 });

const { open, place, holderId } = withCases();

const DONE: StepResult = { outcome: 'DONE', outputs: {} };
const AWAY: StepResult = { outcome: 'FAILED', code: 'JURISDICTION_UNAVAILABLE', retryAfterSeconds: null };
const patiently = { timeout: 40_000, interval: 100 };
const CEILING = 16;

/** A few at a time; a portal tries again what may be. */
async function submitMany(scene: CasesScene, count: number): Promise<readonly string[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const some = Array.from({ length: Math.min(4, count - ids.length) }, () => {
      const input = { ...INPUTS.retirement, idempotencyKey: randomUUID() };
      return vi.waitFor(() => submitted(scene, input), patiently);
    });
    ids.push(...(await Promise.all(some)));
  }
  return ids;
}

async function untilClosed(scene: CasesScene, meanwhile = async () => {}): Promise<void> {
  await vi.waitFor(async () => {
    await meanwhile();
    const [row] = await scene.query(`select count(*)::int as open from cases.cases where outcome is null`);
    expect(row).toEqual({ open: 0 });
  }, patiently);
  expect(await scene.query('select distinct outcome from cases.cases')).toEqual([{ outcome: 'GRANTED' }]);
}

/** Steps that had an effect more than once. */
const repeated = () => {
  const keys = place.requests.map(({ stepKey }) => stepKey);
  return keys.filter((key, index) => keys.indexOf(key) !== index);
};

it('a place that comes back after days is asked for more and more, what is due first before the rest (S17)', async () => {
  const scene = await open();
  const ids = await submitMany(scene, 48);
  // Each has a last day of its own. The first 12 were tried in vain, the last time just now; the place is asked again.
  await scene.query(`
    with numbered as (select case_id, row_number() over (order by md5(case_id::text))::int as number from cases.cases),
      dated as (update cases.cases as c set due_stale = false, due_on = date '2026-01-01' + number
                from numbered where numbered.case_id = c.case_id)
    update cases.steps as s set due_on = date '2026-01-01' + number,
      state = case when number <= 12 then 'SENT' else 'READY' end,
      code = case when number <= 12 then 'JURISDICTION_UNAVAILABLE' end,
      attempts = case when number <= 12 then 9 else 0 end,
      next_at = case when number <= 12 then now() + interval '10 min' else now() end
    from numbered where numbered.case_id = s.case_id`);
  await scene.query('update cases.places set ceiling = 1, failures = 12, asked_again_at = now()');
  const order = await scene.query<{ id: string }>(
    'select case_id::text as id from cases.cases order by due_on',
  );
  const ranks = new Map(order.map(({ id }, rank) => [id, rank]));
  let running = 0;
  const atATime: number[] = [];
  place.answer = async () => {
    running += 1;
    atATime.push(running);
    await pause(150);
    running -= 1;
    return DONE;
  };
  await Promise.all([scene.startWorker(), scene.startWorker()]);
  await untilClosed(scene);

  expect(atATime.slice(0, 3)).toEqual([
    1,
    expect.toSatisfy((count) => count <= 2),
    expect.toSatisfy((count) => count <= 2),
  ]);
  expect(Math.max(...atATime)).toBeGreaterThan(4);
  expect(Math.max(...atATime)).toBeLessThanOrEqual(CEILING);
  expect(repeated()).toEqual([]);
  const asked = place.requests
    .filter(({ action }) => action === 'hold-withdrawal')
    .map(({ stepKey }) => ranks.get(stepKey.split('.')[0] ?? '') ?? -1);
  // The one that found the place well was any; after it nobody overtakes more than can be under way.
  const overtaken = asked.slice(1).filter((rank, position) => Math.abs(rank - position) > 2 * CEILING);
  expect(overtaken).toEqual([]);
  expect(asked).toHaveLength(ids.length);
});

it('a place that comes and goes loses nothing, and is not stormed (S06)', async () => {
  const scene = await open();
  let isAway = false;
  let inVain = 0;
  place.answer = () => {
    if (isAway) inVain += 1;
    return isAway ? AWAY : DONE;
  };
  const flapping = setInterval(() => {
    isAway = !isAway;
  }, 400);
  try {
    await scene.startWorker();
    await submitMany(scene, 24);
    await vi.waitFor(() => expect(inVain).toBeGreaterThan(1), patiently);
  } finally {
    clearInterval(flapping);
  }
  isAway = false;
  await untilClosed(scene, () => letTimePass(scene));

  const done = place.requests.length - inVain;
  expect(done).toBe(48);
  // What was under way when it went, and one question for each time that it was asked again.
  expect(inVain).toBeLessThanOrEqual(CEILING * 2);
});

it('a worker that does not reach a place leaves it to one that does: one effect (S07)', async () => {
  const scene = await open();
  const partitions = join(tmpdir(), `tongban-test-cut-off-${process.pid}.json`);
  const nowhere = 'http://127.0.0.1:1/graphql';
  await writeFile(partitions, JSON.stringify({ 'housing-fund': { '43': nowhere, '34': nowhere } }));
  await scene.startWorker({ partitions });
  await submitMany(scene, 3);
  await vi.waitFor(async () => {
    expect(await scene.query(`select count(*)::int as count from cases.steps where state = 'SENT'`)).toEqual([
      { count: 3 },
    ]);
  }, patiently);
  await scene.startWorker();
  await untilClosed(scene, () => letTimePass(scene));

  expect(place.requests).toHaveLength(6);
  expect(repeated()).toEqual([]);
});

it('a case whose place is away past its last day is overdue and never ended; it is done when the place is back (S03)', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  place.answer = () => AWAY;
  await engineer.turn();
  await scene.query(`update cases.cases set due_on = date '2026-03-16', due_stale = false`);
  const count = () => countOverdue(engineer.services.database, parseCalendarDate('2026-03-17'), 10);
  expect([await count(), await count()]).toEqual([1, 0]);
  for (let round = 0; round < 30; round += 1) {
    await letTimePass(scene);
    await engineer.turn();
  }
  const query = `query ($id: ID!) { case(id: $id) { status outcome deadline { signal } } }`;
  const seen = await scene.ask(callers.applicant, query, { id: caseId });
  const work = await scene.ask(
    callers.hunan,
    '{ workList(division: "430000", first: 5) { nodes { id deadline { signal } } } }',
  );

  expect(seen.data).toEqual({
    case: { status: 'IN_PROGRESS', outcome: null, deadline: { signal: 'RED' } },
  });
  expect(work.data).toEqual({ workList: { nodes: [{ id: caseId, deadline: { signal: 'RED' } }] } });
  place.answer = () => DONE;
  await letTimePass(scene);
  await engineer.work();
  expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
});

it.each([-3_600_000, 3_600_000])(
  'a server whose clock is %i ms off breaks no due date (S25, S14)',
  async (skew) => {
    // Shortly before midnight in Beijing.
    let now = Date.UTC(2026, 2, 4, 15, 30);
    const scene = await open({ now: () => now });
    const engineer = await scene.hireEngineer();
    const jilin = clerkOf('220000');
    const caseId = await submitted(
      scene,
      {
        item: 'hukou-move-spouse',
        acceptingDivision: '220100',
        owningDivision: '210100',
        channel: 'COUNTER',
        form: { fromAddress: '甲', toAddress: '乙', reason: '投靠' },
        parties: [
          { role: 'APPLICANT', holderId: holderId(0) },
          { role: 'SPOUSE', holderId: holderId(1) },
        ],
      },
      jilin,
    );
    await acted(scene, { name: 'acceptCase', caller: jilin, caseId });
    // One server asks for something, another one takes it: by their clocks before it was asked for, and on another day.
    now += 40 * 60_000;
    const reason = { reason: '请补充结婚证' };
    await acted(scene, { name: 'requestSupplement', caller: jilin, caseId, input: reason });
    now += skew;
    const form = { marriageCertificateNumber: 'J220100-2020-000001' };
    await acted(scene, { name: 'supplementCase', caller: callers.applicant, caseId, input: { form } });
    await engineer.countDeadlines();

    // Accepted on Wednesday, 03-05 paused, ten working days from 03-06 on.
    expect(await scene.query('select due_on::text, due_stale from cases.cases')).toEqual([
      { due_on: '2026-03-19', due_stale: false },
    ]);
  },
);
