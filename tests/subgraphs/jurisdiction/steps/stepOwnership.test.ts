import { expect, it } from 'vitest';
import { NotSent } from '../../../../adapters/transport/NotSent.ts';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { queryDatabase } from '../../people/queryDatabase.ts';
import { FakeSystem } from './support/FakeSystem.ts';
import { BUSINESS_KEY, STEP_KEY, stepRequest } from './support/stepRequest.ts';
import { withDesks } from './support/withDesks.ts';

const { openDesk, rows, age, query, databaseUrl } = withDesks();

const PENDING: StepResult = { outcome: 'PENDING' };
const done = (permitNumber: string): StepResult => ({ outcome: 'DONE', outputs: { permitNumber } });

/** An answer that the system gives when it is told to. */
function later() {
  let answer: (result: StepResult) => void = () => undefined;
  const promise = new Promise<StepResult>((resolve) => {
    answer = resolve;
  });
  return { promise, answer: (result: StepResult) => answer(result) };
}

/** A system that is being called, and the desk that waits for it. */
async function openBusy(given: ConstructorParameters<typeof FakeSystem>[0] = {}) {
  const system = new FakeSystem(given);
  const { promise, answer } = later();
  system.submits = [promise, done('P2')];
  const one = await openDesk(system);
  const putting = one.put();
  await expect.poll(() => system.sent).toHaveLength(1);
  return { system, one, putting, answer };
}

const secondsLeft = async () => {
  const [row] = await query(
    'select extract(epoch from expires_at - clock_timestamp())::float8 as left from jurisdiction.steps',
  );
  return Number(row?.['left']);
};

/** Connections to the database end, and no new ones are taken; a superuser's are. */
async function setAway(isAway: boolean): Promise<void> {
  const name = new URL(databaseUrl()).pathname.slice(1);
  const server = new URL(databaseUrl());
  server.pathname = '/postgres';
  await queryDatabase(server.href, `alter database ${name} allow_connections ${!isAway}`);
  if (!isAway) return;
  await queryDatabase(
    server.href,
    `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`,
  );
}

it('is called once, whoever wants it at the same time', async () => {
  const { promise, answer } = later();
  const system = new FakeSystem({ dedupes: true, canFind: true });
  system.submits = [promise];
  const desks = await Promise.all([openDesk(system), openDesk(system), openDesk(system)]);
  const putting = desks.flatMap(({ put }) => [put(), put()]);
  const results: StepResult[] = [];
  for (const put of putting) put.then((result) => results.push(result));
  await expect.poll(() => results).toHaveLength(5);
  expect(results).toEqual(Array(5).fill(PENDING));
  answer(done('P1'));
  await Promise.all(putting);

  expect(results.at(-1)).toEqual(done('P1'));
  expect(system.sent).toEqual([BUSINESS_KEY]);
  expect(system.asked).toEqual([]);
  expect(await rows()).toEqual([
    {
      step_key: STEP_KEY,
      state: 'DONE',
      code: null,
      attempts: 1,
      owned: false,
      is_owed: true,
      contradicted: false,
      forwarded: false,
    },
  ]);
});

it('is under way for whoever looks meanwhile, and renewed every 3 s', async () => {
  const { one, putting, answer } = await openBusy();
  const other = await openDesk(new FakeSystem());

  expect([await one.get(), await other.get(), await other.put()]).toEqual([PENDING, PENDING, PENDING]);
  for (let round = 0; round < 3; round += 1) {
    await age(9);
    one.clock.advance(3_000);
    await expect.poll(secondsLeft).toBeGreaterThan(8);
  }
  answer(done('P1'));
  expect(await putting).toEqual(done('P1'));
});

it('is taken over when its owner is gone; what the old owner hears then is not stored', async () => {
  const { system, one, putting, answer } = await openBusy({ dedupes: true });
  await age(11);
  const other = await openDesk(system);
  expect(await other.put()).toEqual(done('P2'));
  answer(PENDING);

  expect(await putting).toEqual(done('P2'));
  expect(await one.get()).toEqual(done('P2'));
  expect((await rows())[0]).toMatchObject({ state: 'DONE', attempts: 2, contradicted: false });
});

it('keeps what an old owner hears beside a final result that it contradicts', async () => {
  const { system, putting, answer } = await openBusy({ dedupes: true });
  await age(11);
  await (await openDesk(system)).put();
  answer(done('P1'));

  expect(await putting).toEqual(done('P2'));
  expect((await rows())[0]).toMatchObject({ state: 'DONE', contradicted: true });
  expect(await query('select step_key, fate from jurisdiction.step_answers')).toEqual([
    { step_key: STEP_KEY, fate: 'CONTRADICTS' },
  ]);
});

it('stays unknown after its owner is gone, where it can neither be asked nor be sent again', async () => {
  const { system, putting, answer } = await openBusy();
  await age(11);
  const other = await openDesk(system);
  const unknown = { outcome: 'UNKNOWN', code: 'CANNOT_BE_ASKED' };
  expect([await other.get(), await other.put()]).toEqual([unknown, unknown]);
  answer(done('P1'));

  expect(await putting).toEqual(unknown);
  expect(system.sent).toHaveLength(1);
});

it('aborts the call of an owner that finds out that it is none any more', async () => {
  const { system, one, putting, answer } = await openBusy({ dedupes: true });
  await age(11);
  await (await openDesk(system)).put();
  one.clock.advance(3_000);

  await expect.poll(() => system.signals[0]?.aborted).toBe(true);
  answer(PENDING);
  expect(await putting).toEqual(done('P2'));
});

it('aborts the call when the row could not be renewed for so long that another one may have it', async () => {
  const { system, one, putting, answer } = await openBusy();
  await query('alter table jurisdiction.steps rename to lost');
  one.clock.advance(8_999);
  expect(system.signals[0]?.aborted).toBe(false);
  one.clock.advance(1);
  expect(system.signals[0]?.aborted).toBe(true);
  await query('alter table jurisdiction.lost rename to steps');
  answer(done('P1'));

  // Nobody else has taken it, so that it still counts.
  expect(await putting).toEqual(done('P1'));
});

it('gives a system 30 s, and a moment more to say how it ended', async () => {
  const { system, one, putting } = await openBusy();
  for (let second = 0; second < 30; second += 3) {
    one.clock.advance(3_000);
    await expect.poll(secondsLeft).toBeGreaterThan(8);
    await age(1);
  }
  expect(system.signals[0]?.aborted).toBe(true);
  one.clock.advance(1_000);

  expect(await putting).toEqual({ outcome: 'UNKNOWN', code: 'DEADLINE_EXCEEDED' });
});

it('goes on without the caller who cannot wait any longer, and owes the result', async () => {
  const { promise, answer } = later();
  const system = new FakeSystem();
  system.submits = [promise];
  const { desk, forwards } = await openDesk(system);
  const patience = new AbortController();
  const putting = desk.submit(stepRequest(), patience.signal);
  await expect.poll(() => system.sent).toHaveLength(1);
  patience.abort();
  expect(await putting).toEqual(PENDING);
  expect(system.signals[0]?.aborted).toBe(false);
  expect(await forwards.claim(10)).toEqual([]);
  answer(done('P1'));

  await expect.poll(() => forwards.claim(10)).toMatchObject([{ stepKey: STEP_KEY, result: done('P1') }]);
});

it('waits for what was begun when it stops, and then aborts it', async () => {
  const { promise, answer } = later();
  const system = new FakeSystem();
  system.submits = [promise];
  const { desk, clock, put } = await openDesk(system);
  const putting = put();
  await expect.poll(() => system.sent).toHaveLength(1);
  let isStopped = false;
  const stopping = desk.stop(2_000).then(() => {
    isStopped = true;
  });
  clock.advance(1_999);
  expect([isStopped, system.signals[0]?.aborted]).toEqual([false, false]);
  clock.advance(1);
  expect(system.signals[0]?.aborted).toBe(true);
  answer(PENDING);
  await stopping;

  expect(await putting).toEqual(PENDING);
});

it('has not happened where the call says that it was aborted before anything left', async () => {
  const system = new FakeSystem();
  let fail: (error: Error) => void = () => undefined;
  system.submits = [
    new Promise((_, reject) => {
      fail = reject;
    }),
    done('P2'),
  ];
  const { desk, clock, put } = await openDesk(system);
  const putting = put();
  await expect.poll(() => system.sent).toHaveLength(1);
  const stopping = desk.stop(0);
  clock.advance(0);
  const cause = new NotSent('it was still waiting for a place');
  fail(new TongbanError('DEADLINE_EXCEEDED', 'The server is stopping', { cause }));
  await stopping;

  expect(await putting).toEqual({
    outcome: 'FAILED',
    code: 'DEADLINE_EXCEEDED',
    retryAfterSeconds: null,
  });
  expect(await put()).toEqual(done('P2'));
});

it('stores what was said as soon as the database is back', async () => {
  const { one, putting, answer } = await openBusy();
  let isSettled = false;
  putting.then(() => {
    isSettled = true;
  });
  const scheduled: number[] = [];
  const schedule = one.clock.schedule.bind(one.clock);
  one.clock.schedule = (delayMs, action) => {
    scheduled.push(delayMs);
    return schedule(delayMs, action);
  };
  await setAway(true);
  answer(done('P1'));
  await expect.poll(() => scheduled.includes(1_000)).toBe(true);
  expect(isSettled).toBe(false);
  await setAway(false);
  one.clock.advance(1_000);

  expect(await putting).toEqual(done('P1'));
});
