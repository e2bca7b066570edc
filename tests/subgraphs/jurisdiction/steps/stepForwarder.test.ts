import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HttpCases } from '../../../../adapters/steps/HttpCases.ts';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { StepForwarder } from '../../../../subgraphs/jurisdiction/steps/StepForwarder.ts';
import { deriveContextKey } from '../../../../subgraphs/serving/deriveContextKey.ts';
import { FakeClock } from '../../../adapters/transport/FakeClock.ts';
import { HUNAN } from '../support/withPlaceStores.ts';
import { FakeSystem } from './support/FakeSystem.ts';
import { type ListeningCases, startListeningCases } from './support/listeningCases.ts';
import { BUSINESS_KEY, STEP_KEY } from './support/stepRequest.ts';
import { MASTER } from './support/stepServer.ts';
import { type TestDesk, withDesks } from './support/withDesks.ts';

const { openDesk, rows, age } = withDesks();
const running: StepForwarder[] = [];
let cases: ListeningCases;

beforeEach(async () => {
  cases = await startListeningCases();
});
afterEach(async () => {
  await Promise.all(running.splice(0).map((forwarder) => forwarder.stop()));
  cases.close();
});

const done = (permitNumber: string): StepResult => ({ outcome: 'DONE', outputs: { permitNumber } });
const toldOf = (result: object, stepKey = STEP_KEY) => ({
  body: { stepKey, ...result },
  scopes: ['step-results'],
});
const answer = (result: StepResult, messageId = 'm1', businessKey = BUSINESS_KEY) => ({
  businessKey,
  messageId,
  result,
});

/** A replica whose system has taken the step, and the part of it that tells cases; its pauses in order. */
async function openForwarding(system = pendingSystem()) {
  const desk = await openDesk(system);
  await desk.put();
  return { ...desk, ...startForwarder(desk) };
}

function pendingSystem(): FakeSystem {
  const system = new FakeSystem();
  system.submits = [{ outcome: 'PENDING' }];
  return system;
}

function startForwarder({ forwards }: Pick<TestDesk, 'forwards'>) {
  const time = new FakeClock();
  const pauses: number[] = [];
  const forwarder = new StepForwarder({
    subgraph: 'public-security',
    forwards,
    cases: new Map([[HUNAN, new HttpCases({ jurisdiction: HUNAN, url: cases.url })]]),
    contextKey: { key: deriveContextKey(MASTER, 'cases/step-results/public-security/430000') },
    clock: {
      now: () => time.now(),
      schedule: (delayMs, action) => {
        pauses.push(delayMs);
        return time.schedule(delayMs, action);
      },
    },
    logger: pino({ level: 'silent' }),
  });
  running.push(forwarder);
  forwarder.start();
  return { time, pauses };
}

const eventually = <T>(look: () => T) => expect.poll(look, { interval: 10 });

it.each([
  [done('P1'), done('P1')],
  [
    { outcome: 'REFUSED', code: '-17', reason: '不符合条件' },
    { outcome: 'REFUSED', code: '-17', reason: '不符合条件' },
  ],
  [
    { outcome: 'FAILED', code: '-9', retryAfterSeconds: null },
    { outcome: 'FAILED', code: '-9' },
  ],
] as const)('tells cases at once what came later, and once: %o', async (result, told) => {
  const { answers, time } = await openForwarding();
  await answers.take(answer(result));
  await eventually(() => rows()).toMatchObject([{ forwarded: true, is_owed: false }]);
  time.advance(5_000);
  await answers.take(answer(result, 'm2'));

  expect(cases.told).toEqual([toldOf(told)]);
});

it('tells nothing that was answered when it was asked for', async () => {
  const desk = await openDesk(new FakeSystem());
  await desk.put();
  const { pauses } = startForwarder(desk);

  await eventually(() => pauses).toEqual([5_000]);
  expect(cases.told).toEqual([]);
});

it('takes it for told when cases knows another result', async () => {
  cases.setStatus(409);
  const { answers } = await openForwarding();
  await answers.take(answer(done('P1')));

  await eventually(() => rows()).toMatchObject([{ forwarded: true }]);
});

it('pauses twice as long after every failure, up to a minute, and then tells it', async () => {
  cases.setStatus(503);
  const { answers, time, pauses } = await openForwarding();
  await eventually(() => pauses).toEqual([5_000]);
  await answers.take(answer(done('P1')));
  const expected = [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000];
  for (const [index, pauseMs] of expected.entries()) {
    await eventually(() => pauses).toEqual([5_000, ...expected.slice(0, index + 1)]);
    if (index === expected.length - 1) cases.setStatus(200);
    time.advance(pauseMs);
  }

  await eventually(() => rows()).toMatchObject([{ forwarded: true }]);
  expect(cases.told).toHaveLength(expected.length + 1);
  await eventually(() => pauses.at(-1)).toBe(5_000);
});

it.each([null, 500, 400, 404])('tells it again after %s', async (status) => {
  cases.setStatus(status);
  const { answers, time, pauses } = await openForwarding();
  await answers.take(answer(done('P1')));
  await eventually(() => pauses.at(-1)).toBe(1_000);
  cases.setStatus(200);
  time.advance(1_000);

  await eventually(() => rows()).toMatchObject([{ forwarded: true }]);
  expect(cases.told).toEqual([toldOf(done('P1')), toldOf(done('P1'))]);
});

it('tells each result from one replica at a time', async () => {
  const desks = await Promise.all([1, 2, 3].map(() => openDesk(pendingSystem())));
  const [first] = desks;
  const keys = Array.from({ length: 20 }, (_, n) => ({
    stepKey: `case-${n}.1`,
    businessKey: `2026B00000000000${String(n).padStart(2, '0')}`,
  }));
  for (const key of keys) {
    await first?.put(key);
    await first?.answers.take(answer(done('P1'), key.stepKey, key.businessKey));
  }
  for (const desk of desks) startForwarder(desk);

  await eventually(async () => (await rows()).filter(({ forwarded }) => forwarded).length).toBe(20);
  expect(cases.told.map(({ body }) => JSON.stringify(body)).toSorted()).toEqual(
    keys.map(({ stepKey }) => JSON.stringify(toldOf(done('P1'), stepKey).body)).toSorted(),
  );
});

it('takes over from a replica that died while it was telling', async () => {
  const { answers, forwards } = await openDesk(pendingSystem()).then(async (desk) => {
    await desk.put();
    return desk;
  });
  await answers.take(answer(done('P1')));
  expect(await forwards.claim(1)).toHaveLength(1);
  const other = startForwarder(await openDesk(pendingSystem()));
  await eventually(() => other.pauses).toEqual([5_000]);
  expect(cases.told).toEqual([]);
  await age(11);
  other.time.advance(5_000);

  await eventually(() => cases.told).toEqual([toldOf(done('P1'))]);
});

it('tells what was said later too, though something else was told meanwhile', async () => {
  const { answers, time, pauses } = await openForwarding();
  await answers.take(answer({ outcome: 'FAILED', code: '-9', retryAfterSeconds: null }));
  await eventually(() => rows()).toMatchObject([{ forwarded: true }]);
  await answers.take(answer(done('P1'), 'm2'));

  await eventually(() => rows()).toMatchObject([{ forwarded: true, state: 'DONE' }]);
  expect(cases.told.at(-1)).toEqual(toldOf(done('P1')));
  expect([time.now(), pauses.includes(1_000)]).toEqual([0, false]);
});
