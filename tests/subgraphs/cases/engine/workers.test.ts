import { expect, it, vi } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { deferred } from '../support/deferred.ts';
import { eventsOf, standOf, stepsOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, place } = withCases();

const DONE: StepResult = { outcome: 'DONE', outputs: {} };
const patiently = { timeout: 20_000, interval: 50 };

it('does every step once, however many workers there are', async () => {
  const scene = await open();
  await Promise.all([scene.startWorker(), scene.startWorker()]);
  const ids = await Promise.all(Array.from({ length: 12 }, () => submitted(scene, INPUTS.retirement)));
  await vi.waitFor(async () => {
    expect(await scene.query(`select count(*)::int as open from cases.cases where outcome is null`)).toEqual([
      { open: 0 },
    ]);
  }, patiently);

  expect(await Promise.all(ids.map((id) => standOf(scene, id)))).toEqual(ids.map(() => 'CLOSED GRANTED'));
  const keys = place.requests.map(({ stepKey }) => stepKey);
  expect(keys.toSorted()).toEqual(ids.flatMap((id) => [`${id}.3`, `${id}.5`]).toSorted());
  // Nothing that is about anybody is in what wakes workers.
  const jobs = await scene.query(
    'select name, data from cases_jobs.job union select name, data from cases_jobs.archive',
  );
  const known = ['deadline caseId', 'place division,subgraph'];
  expect(
    jobs
      .filter(({ name }) => !String(name).startsWith('__'))
      .map(({ name, data }) => `${name} ${Object.keys(data ?? {}).toSorted()}`)
      .filter((job) => !known.includes(job)),
  ).toEqual([]);
});

it('counts by when offices must answer, and deletes what is too old', async () => {
  const scene = await open();
  await scene.query(`
    insert into cases.inquiries (inquiry_id, asking_division, asked_division, asked_department, waits,
        limit_working_days, asked_at, question)
      values (gen_random_uuid(), '340100', '430100', 'housingFund', false, 3, '2026-03-02T02:00:00Z', '');
    insert into cases.drafts (draft_id, holder_id, version, saved_at, expires_at, wrapped, sealed)
      select gen_random_uuid(), gen_random_uuid(), 1, now(), now() + make_interval(hours => hours), '', ''
      from unnest(array[-1, 1]) as hours;
    insert into cases.idempotency (scope, key, request_digest, case_id, at)
      select '', days, '', gen_random_uuid(), now() - make_interval(days => days) from unnest(array[29, 31]) as days`);
  await scene.startWorker({ idempotencyDays: 30 });

  await vi.waitFor(async () => {
    expect(
      await scene.query(`select due_on::text, due_provisional, (select count(*)::int from cases.drafts) as drafts,
          (select array_agg(key) from cases.idempotency) as keys from cases.inquiries`),
    ).toEqual([{ due_on: '2026-03-05', due_provisional: false, drafts: 1, keys: ['29'] }]);
  }, patiently);
});

it('lets what it began end before it stops', async () => {
  const scene = await open();
  const worker = await scene.startWorker();
  const late = deferred<StepResult>();
  place.answer = () => late.promise;
  const caseId = await submitted(scene, INPUTS.retirement);
  await vi.waitFor(() => expect(place.requests).toHaveLength(1), patiently);
  const stopped = worker.stop();
  late.resolve(DONE);
  await stopped;

  expect((await eventsOf(scene, caseId)).slice(-2)).toEqual(['hold DONE', 'pay BEGUN']);
  // What follows is left to others.
  expect(await stepsOf(scene, caseId)).toMatchObject([
    { step: 'hold', state: 'OVER' },
    { step: 'pay', state: 'READY', owned: false },
  ]);
  expect(place.asked).toEqual(['hold-withdrawal']);
});

it('gives back at once what does not end in time, and another worker has it done', async () => {
  const scene = await open();
  const worker = await scene.startWorker({ drainMs: 0 });
  const late = deferred<StepResult>();
  place.answer = () => late.promise;
  const caseId = await submitted(scene, INPUTS.retirement);
  await vi.waitFor(() => expect(place.requests).toHaveLength(1), patiently);
  await worker.stop();

  expect(await stepsOf(scene, caseId)).toMatchObject([
    { step: 'hold', state: 'SENT', owned: false, crashes: 0 },
  ]);
  late.resolve(DONE);
  place.answer = () => DONE;
  await scene.startWorker();
  await vi.waitFor(async () => expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED'), patiently);
  expect(place.asked).toEqual(['hold-withdrawal', 'pay-withdrawal']);
});
