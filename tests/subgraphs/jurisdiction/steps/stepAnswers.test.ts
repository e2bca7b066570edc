import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { listInbox } from '../../../../subgraphs/jurisdiction/listInbox.ts';
import { HUNAN, STORE_KEY } from '../support/withPlaceStores.ts';
import { FakeSystem } from './support/FakeSystem.ts';
import { BUSINESS_KEY, STEP_KEY } from './support/stepRequest.ts';
import { withDesks } from './support/withDesks.ts';

const { openDesk, rows, query, databaseUrl } = withDesks();

const PENDING: StepResult = { outcome: 'PENDING' };
const REFUSED: StepResult = { outcome: 'REFUSED', code: '-17', reason: 'no' };
const FAILED: StepResult = { outcome: 'FAILED', code: '-9', retryAfterSeconds: null };
const done = (permitNumber: string): StepResult => ({ outcome: 'DONE', outputs: { permitNumber } });
const answer = (messageId: string, result: StepResult, businessKey = BUSINESS_KEY) => ({
  messageId,
  result,
  businessKey,
});

/** A desk whose system has taken the step and answers later. */
async function openPending() {
  const system = new FakeSystem();
  system.submits = [PENDING, done('P2')];
  const opened = await openDesk(system);
  await opened.put();
  return { ...opened, system };
}

const fates = () =>
  query('select message_id, step_key, fate from jurisdiction.step_answers order by message_id');

it.each([done('P1'), REFUSED])('settles a step that is pending, once: %o', async (result) => {
  const { answers, put, get, system } = await openPending();

  expect([await answers.take(answer('m1', result)), await answers.take(answer('m1', result))]).toEqual([
    'TAKEN',
    'TAKEN',
  ]);
  expect(await answers.take(answer('m2', result))).toBe('TAKEN');
  expect([await get(), await put()]).toEqual([result, result]);
  expect(system.sent).toHaveLength(1);
  expect((await rows())[0]).toMatchObject({ contradicted: false, is_owed: true, forwarded: false });
});

it('knows a result again in whatever order its outputs stand', async () => {
  const { answers } = await openPending();
  await answers.take(answer('m1', { outcome: 'DONE', outputs: { a: '1', b: '2' } }));
  await answers.take(answer('m2', { outcome: 'DONE', outputs: { b: '2', a: '1' } }));

  expect((await rows())[0]).toMatchObject({ contradicted: false });
});

it.each([done('P2'), REFUSED, FAILED])(
  'never overwrites a final result, and keeps a later one: %o',
  async (late) => {
    const { answers, get } = await openPending();
    await answers.take(answer('m1', done('P1')));

    expect(await answers.take(answer('m2', late))).toBe('TAKEN');
    expect(await get()).toEqual(done('P1'));
    expect((await rows())[0]).toMatchObject({ state: 'DONE', contradicted: true });
    expect(await fates()).toEqual([
      { message_id: 'm1', step_key: STEP_KEY, fate: 'TAKEN' },
      { message_id: 'm2', step_key: STEP_KEY, fate: 'CONTRADICTS' },
    ]);
  },
);

describe('what was taken back', () => {
  const TAKEN_BACK: StepResult = { outcome: 'REFUSED', code: '9', reason: '已撤销' };
  const takenBack = (messageId: string) => ({ ...answer(messageId, TAKEN_BACK), isTakenBack: true as const });

  it('had been done: that is no contradiction, and what was done stays said', async () => {
    const { answers, get } = await openPending();
    await answers.take(answer('m1', done('P1')));

    expect([await answers.take(takenBack('m2')), await answers.take(takenBack('m2'))]).toEqual([
      'TAKEN',
      'TAKEN',
    ]);
    expect(await get()).toEqual(done('P1'));
    expect((await rows())[0]).toMatchObject({ state: 'DONE', contradicted: false });
    expect((await fates()).map(({ fate }) => fate)).toEqual(['TAKEN', 'TAKEN']);
  });

  it('is no contradiction either where both came before the step', async () => {
    const { answers, put } = await openDesk(new FakeSystem());
    await answers.take(answer('m1', done('P1')));
    await answers.take(takenBack('m2'));

    expect(await put()).toEqual(done('P1'));
    expect((await rows())[0]).toMatchObject({ state: 'DONE', contradicted: false });
  });

  it('while it was in work is refused; that it was done after all contradicts it', async () => {
    const { answers, get } = await openPending();
    await answers.take(takenBack('m1'));
    await answers.take(answer('m2', done('P1')));

    expect(await get()).toEqual(TAKEN_BACK);
    expect((await rows())[0]).toMatchObject({ state: 'REFUSED', contradicted: true });
  });

  it('cannot have been refused before', async () => {
    const { answers } = await openPending();
    await answers.take(answer('m1', REFUSED));
    await answers.take(takenBack('m2'));

    expect((await rows())[0]).toMatchObject({ state: 'REFUSED', contradicted: true });
  });
});

it('keeps another result under the same id as another message', async () => {
  const { answers, get } = await openPending();
  await answers.take(answer('m1', done('P1')));
  await answers.take(answer('m1', REFUSED));

  expect(await get()).toEqual(done('P1'));
  expect((await rows())[0]).toMatchObject({ contradicted: true });
});

it('learns nothing from a system that says late that it has taken it', async () => {
  const { answers, get } = await openPending();
  await answers.take(answer('m2', done('P1')));
  await answers.take(answer('m1', PENDING));

  expect(await get()).toEqual(done('P1'));
  expect((await rows())[0]).toMatchObject({ contradicted: false });
});

it('makes a step pending of which nobody knew', async () => {
  const system = new FakeSystem();
  system.submits = [new Error('lost')];
  const { answers, put, get } = await openDesk(system);
  await put();
  await answers.take(answer('m1', PENDING));

  expect([await get(), await put()]).toEqual([PENDING, PENDING]);
  expect(system.sent).toHaveLength(1);
});

it('lets a step be tried again that the system says has not happened', async () => {
  const { answers, put, get, system } = await openPending();
  await answers.take(answer('m1', FAILED));

  expect(await get()).toEqual(FAILED);
  expect(await put()).toEqual(done('P2'));
  expect(system.sent).toHaveLength(2);
});

it('makes a step a person’s of which the system says that it cannot tell whether it has it, until it can', async () => {
  const { answers, put, get, system } = await openPending();
  const unknown = (code: string): StepResult => ({ outcome: 'UNKNOWN', code });
  await answers.take(answer('m1', unknown('Z')));
  expect(await get()).toEqual(PENDING);
  await answers.take({ ...answer('m2', unknown('3209')), isInDoubt: true });

  expect([await get(), await put()]).toEqual([unknown('CANNOT_BE_ASKED'), unknown('CANNOT_BE_ASKED')]);
  await answers.take(answer('m3', done('P1')));
  await answers.take({ ...answer('m4', unknown('3209')), isInDoubt: true });
  expect([await get(), await put()]).toEqual([done('P1'), done('P1')]);
  expect(system.sent).toHaveLength(1);
  expect((await rows())[0]).toMatchObject({ state: 'DONE', contradicted: false, is_owed: true });
});

it('counts before the answer to the call itself, which may say less', async () => {
  let reply: (result: StepResult) => void = () => undefined;
  const system = new FakeSystem();
  system.submits = [
    new Promise((resolve) => {
      reply = resolve;
    }),
  ];
  const { answers, put } = await openDesk(system);
  const putting = put();
  await expect.poll(() => system.sent).toHaveLength(1);
  await answers.take(answer('m1', done('P1')));
  reply(PENDING);

  expect(await putting).toEqual(done('P1'));
});

describe('an answer to a step that is not known', () => {
  it('is held, and taken when the step comes: nothing is sent then', async () => {
    const system = new FakeSystem();
    const { answers, put, forwards } = await openDesk(system);

    expect([
      await answers.take(answer('m1', PENDING)),
      await answers.take(answer('m2', done('P1'))),
      await answers.take(answer('m2', done('P1'))),
    ]).toEqual(['HELD', 'HELD', 'HELD']);
    expect(await put()).toEqual(done('P1'));
    expect(system.sent).toEqual([]);
    expect(await fates()).toEqual([
      { message_id: 'm1', step_key: STEP_KEY, fate: 'TAKEN' },
      { message_id: 'm2', step_key: STEP_KEY, fate: 'TAKEN' },
    ]);
    expect(await answers.take(answer('m2', done('P1')))).toBe('TAKEN');
    expect(await forwards.claim(10)).toMatchObject([{ stepKey: STEP_KEY, result: done('P1') }]);
  });

  it('meets its step though both come at the same time', async () => {
    const system = new FakeSystem();
    system.submits = [PENDING];
    const [one, other] = await Promise.all([openDesk(system), openDesk(system)]);
    for (let round = 0; round < 20; round += 1) {
      const step = {
        stepKey: `case-${round}.1`,
        businessKey: `2026B00000000000${String(round).padStart(2, '0')}`,
      };
      const [, taken] = await Promise.all([
        one.put(step),
        other.answers.take(answer(`m${round}`, done('P1'), step.businessKey)),
      ]);
      expect(['TAKEN', 'HELD']).toContain(taken);
      expect(await one.get(step.stepKey)).toEqual(done('P1'));
    }
  });

  it('is a person’s after 15 minutes, and then does not count any more', async () => {
    const system = new FakeSystem();
    system.submits = [PENDING];
    const { answers, put } = await openDesk(system);
    await answers.take(answer('m1', done('P1'), 'no key of ours: \0'));
    await answers.take(answer('m2', done('P1')));
    await query(`update jurisdiction.step_answers set received_at = now() - interval '16 minutes'`);

    expect(await put()).toEqual(PENDING);
    const key = Buffer.from(STORE_KEY).toString('base64');
    const { stepAnswers } = await listInbox(
      'public-security',
      {
        places: [{ jurisdiction: HUNAN, dialect: 'any', url: 'http://h' }],
        contextKey: { master: key },
        identityKeys: { master: key },
        databaseUrl: databaseUrl(),
        storeKey: key,
      },
      { quarantined: false, limit: 10, logger: pino({ level: 'silent' }) },
    );
    expect(stepAnswers).toMatchObject([
      { jurisdiction: HUNAN, messageId: 'm1', stepKey: null },
      { jurisdiction: HUNAN, messageId: 'm2', stepKey: null },
    ]);
  });
});

it('does not believe in a failure of the attempt before while the next one is under way', async () => {
  const system = new FakeSystem();
  let reply: (result: StepResult) => void = () => undefined;
  system.submits = [
    FAILED,
    new Promise((resolve) => {
      reply = resolve;
    }),
  ];
  const { answers, put } = await openDesk(system);
  await put();
  const putting = put();
  await expect.poll(() => system.sent).toHaveLength(2);
  await answers.take(answer('m1', FAILED));
  reply(done('P2'));

  expect(await putting).toEqual(done('P2'));
  expect((await rows())[0]).toMatchObject({ state: 'DONE', contradicted: true });
});
