import { describe, expect, it } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { simulatedNumber } from '../../people/simulatedNumber.ts';
import { acted } from '../support/act.ts';
import { callers } from '../support/callers.ts';
import { deferred } from '../support/deferred.ts';
import { endLeases, eventsOf, letTimePass, notePauses, pausesOf, standOf, stepsOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { NAMES, withCases } from '../support/withCases.ts';

const { open, place, logged } = withCases();

const DONE: StepResult = { outcome: 'DONE', outputs: { holdNumber: 'H-1' } };
const FAILED: StepResult = { outcome: 'FAILED', code: 'JURISDICTION_UNAVAILABLE', retryAfterSeconds: null };
const timeout = () => new TongbanError('JURISDICTION_TIMEOUT', '430000 did not answer in time');

async function openOne() {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  return {
    scene,
    engineer,
    caseId,
    steps: () => stepsOf(scene, caseId),
    stand: () => standOf(scene, caseId),
  };
}

const placeRow = async ({ scene }: Pick<Awaited<ReturnType<typeof openOne>>, 'scene'>) => {
  const [row] = await scene.query(`select ceiling, failures from cases.places where division = '430100'`);
  return row;
};

it('does what the procedure says, step by step, and hands on what steps bring', async () => {
  const { scene, engineer, caseId, stand } = await openOne();
  place.answer = ({ action }) => (action === 'hold-withdrawal' ? DONE : { outcome: 'DONE', outputs: {} });

  expect(await engineer.work()).toEqual(['hold-withdrawal', 'pay-withdrawal']);
  expect(await stand()).toBe('CLOSED GRANTED');
  const [hold, pay] = place.requests;
  expect(hold).toEqual({
    stepKey: `${caseId}.3`,
    businessKey: expect.stringMatching(/^TB\d{8}[0-9A-Z]{12}0003$/),
    collaborationNumber: hold?.businessKey.slice(0, -4),
    action: 'hold-withdrawal',
    item: 'fund-withdraw-retirement',
    acceptingDivision: '340100',
    owningDivision: '430100',
    parties: [
      {
        role: 'APPLICANT',
        identity: { kind: 'NATURAL_PERSON', number: simulatedNumber(1), name: NAMES.applicant },
      },
    ],
    form: INPUTS.retirement.form,
  });
  expect(pay?.form).toEqual({ ...INPUTS.retirement.form, holdNumber: 'H-1' });
  expect(await eventsOf(scene, caseId)).toEqual([
    'SUBMITTED',
    'ACCEPTED',
    'hold BEGUN',
    'hold DONE',
    'pay BEGUN',
    'pay DONE',
    'CLOSED',
  ]);
});

it('asks less and less often for a step that is pending, and does it once', async () => {
  const { scene, engineer, steps, stand } = await openOne();
  place.answer = () => ({ outcome: 'PENDING' });
  await notePauses(scene);
  const seen: unknown[] = [];
  for (let round = 0; round < 4; round += 1) {
    await letTimePass(scene);
    await engineer.turn();
    seen.push((await steps())[0]);
  }

  expect(seen).toMatchObject([
    { state: 'PENDING', attempts: 1 },
    { state: 'PENDING', attempts: 2 },
    { state: 'PENDING', attempts: 3 },
    { state: 'PENDING', attempts: 4 },
  ]);
  expect(await pausesOf(scene, 'steps')).toEqual([2, 4, 8, 16]);
  expect(await engineer.turn()).toEqual([]);
  expect(await stand()).toBe('COLLABORATING');
  expect(place.asked).toEqual(['hold-withdrawal']);
});

it.each([-3_600_000, 3_600_000])(
  'waits by the clock of the database, whatever its own says: %i ms',
  async (skew) => {
    const scene = await open({ now: () => Date.now() + skew });
    const engineer = await scene.hireEngineer();
    await submitted(scene, INPUTS.retirement);
    await notePauses(scene);
    place.answer = () => ({ outcome: 'PENDING' });
    await engineer.turn();

    expect(await pausesOf(scene, 'steps')).toEqual([2]);
  },
);

it('takes up the result of a step that was pending when it asks', async () => {
  const { scene, engineer, stand } = await openOne();
  place.answer = ({ action }) => (action === 'hold-withdrawal' ? { outcome: 'PENDING' } : DONE);
  place.found = () => DONE;
  await engineer.turn();
  await letTimePass(scene);

  expect(await engineer.work()).toEqual(['hold-withdrawal', 'pay-withdrawal']);
  expect(await stand()).toBe('CLOSED GRANTED');
});

describe('a place that is away', () => {
  it('is left alone, then asked for one thing at a time, what is due first before the others', async () => {
    const { scene, engineer } = await openOne();
    await Promise.all([1, 2, 3].map(() => submitted(scene, INPUTS.retirement)));
    place.answer = () => FAILED;
    await notePauses(scene);
    const claimed = await engineer.claim();
    await Promise.all(claimed.map((step) => engineer.run(step)));

    // All that failed together is one failure.
    expect(claimed).toHaveLength(4);
    expect(await placeRow({ scene })).toEqual({ ceiling: 1, failures: 1 });
    expect(await pausesOf(scene, 'places')).toEqual([2]);
    await scene.query(`update cases.places set asked_again_at = now() + interval '1 h'`);
    await scene.query('update cases.steps set next_at = now()');
    expect(await engineer.claim()).toEqual([]);

    await scene.query(
      `update cases.steps set due_on = date '2030-01-01' + (row_number::int) from
         (select step_key as key, row_number() over (order by step_key desc) from cases.steps) as numbered
       where step_key = key`,
    );
    await letTimePass(scene);
    const [first, ...others] = await engineer.claim();
    expect(others).toEqual([]);
    expect(await scene.query('select step_key from cases.steps order by due_on limit 1')).toEqual([
      { step_key: first?.stepKey },
    ]);
  });

  it('is given twice as much with each answer, up to its ceiling', async () => {
    const { scene, engineer } = await openOne();
    place.answer = () => FAILED;
    await engineer.turn();
    const ceilings: unknown[] = [];
    place.answer = () => DONE;
    for (let round = 0; round < 3; round += 1) {
      await submitted(scene, INPUTS.retirement);
      await letTimePass(scene);
      ceilings.push((await placeRow({ scene }))?.['ceiling']);
      await engineer.turn();
    }

    expect(ceilings).toEqual([1, 2, 8]);
    await engineer.work();
    expect(await placeRow({ scene })).toMatchObject({ ceiling: 16, failures: 0 });
  });

  it('is asked again later each time, five minutes at the most', async () => {
    const { scene, engineer, steps } = await openOne();
    place.answer = () => FAILED;
    await notePauses(scene);
    for (let round = 0; round < 10; round += 1) {
      await letTimePass(scene);
      await engineer.turn();
    }

    expect(await pausesOf(scene, 'places')).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 300, 300]);
    expect(await pausesOf(scene, 'steps')).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 600]);
    expect(await steps()).toMatchObject([
      { state: 'SENT', attempts: 10, code: 'JURISDICTION_UNAVAILABLE', crashes: 0 },
    ]);
  });

  it('keeps all workers together under its ceiling', async () => {
    const { scene, engineer } = await openOne();
    await Promise.all(Array.from({ length: 24 }, () => submitted(scene, INPUTS.retirement)));
    const others = await Promise.all([1, 2, 3].map(() => scene.hireEngineer()));
    const claims = await Promise.all([engineer, ...others].map((one) => one.claim()));

    expect(claims.flat()).toHaveLength(16);
    expect(new Set(claims.flat().map(({ stepKey }) => stepKey)).size).toBe(16);
  });
});

describe('a step of which nobody knows whether it happened', () => {
  it('is sent again where the system has one effect per key', async () => {
    const { scene, engineer, stand } = await openOne();
    place.answer = () => {
      throw timeout();
    };
    await engineer.turn();
    expect(await stand()).toBe('COLLABORATING');
    place.answer = () => DONE;
    await letTimePass(scene);

    expect(await engineer.work()).toEqual(['hold-withdrawal', 'pay-withdrawal']);
    expect(place.asked).toEqual(['hold-withdrawal', 'hold-withdrawal', 'pay-withdrawal']);
    expect(await stand()).toBe('CLOSED GRANTED');
  });

  it('is a person’s after eight questions in a row', async () => {
    const { scene, engineer, steps, stand } = await openOne();
    place.dedupes = false;
    place.answer = () => {
      throw timeout();
    };
    place.found = () => {
      throw timeout();
    };
    for (let round = 0; round < 8; round += 1) {
      expect(await stand()).not.toContain('PARKED');
      await letTimePass(scene);
      await engineer.turn();
    }

    expect(await stand()).toBe('PARKED');
    expect(await steps()).toMatchObject([{ state: 'PARKED', code: 'JURISDICTION_TIMEOUT', owned: false }]);
    expect(place.asked).toEqual(['hold-withdrawal']);
  });

  it('is a person’s at once where it can neither be asked nor be sent again; a retry has another key', async () => {
    const { scene, engineer, caseId, steps } = await openOne();
    place.dedupes = false;
    place.answer = () => {
      throw timeout();
    };
    await engineer.turn();
    await letTimePass(scene);
    await engineer.turn();
    const [parked] = await steps();
    expect(parked).toMatchObject({ state: 'PARKED', code: 'CANNOT_BE_ASKED' });
    place.answer = () => DONE;
    await acted(scene, {
      name: 'resolveParked',
      caller: callers.hunan,
      caseId,
      input: { step: 'hold', resolution: 'RETRY', reason: '经核实未冻结' },
    });
    await engineer.work();

    const keys = place.requests.map(({ stepKey }) => stepKey);
    expect(keys).toEqual([`${caseId}.3`, `${caseId}.6`, `${caseId}.8`]);
    expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
  });
});

it('ends the case where a place refuses, takes back what was done, and tells no code that may be a person’s', async () => {
  const { scene, engineer, caseId } = await openOne();
  place.answer = ({ action }) =>
    action === 'pay-withdrawal'
      ? { outcome: 'REFUSED', code: `申请人${NAMES.applicant}不符合`, reason: `${NAMES.applicant}未退休` }
      : DONE;

  expect(await engineer.work()).toEqual(['hold-withdrawal', 'pay-withdrawal', 'undo-hold-withdrawal']);
  expect(await eventsOf(scene, caseId)).toEqual([
    'SUBMITTED',
    'ACCEPTED',
    'hold BEGUN',
    'hold DONE',
    'pay BEGUN',
    'pay REFUSED UNREADABLE_CODE',
    'ENDING_BEGUN',
    'undo:hold BEGUN',
    'undo:hold DONE',
    'CLOSED',
  ]);
  expect(await standOf(scene, caseId)).toBe('CLOSED REFUSED');
  expect(logged.join('')).not.toContain(NAMES.applicant);
});

it('waits for a place that is in no partitions file just now, and loses nothing', async () => {
  const { scene, engineer, steps, stand } = await openOne();
  const lost = await scene.hireEngineer({ partitions: '/nowhere/partitions.json' });
  await lost.turn();

  expect(await stand()).toBe('IN_PROGRESS');
  expect(await steps()).toMatchObject([{ code: 'JURISDICTION_NOT_CONNECTED', owned: false }]);
  await letTimePass(scene);
  expect(await engineer.work()).toEqual(['hold-withdrawal', 'pay-withdrawal']);
});

describe('steps side by side', () => {
  it('are asked for with the same words however often, whatever the other brings meanwhile', async () => {
    const scene = await open();
    const engineer = await scene.hireEngineer();
    const caseId = await submitted(scene, INPUTS.purchase);
    await acted(scene, { name: 'acceptCase', caller: callers.anhui, caseId });
    place.dedupes = true;
    place.answer = ({ action }) => {
      if (action === 'verify-purchase') throw timeout();
      return { outcome: 'DONE', outputs: { accountState: 'NORMAL' } };
    };
    const first = await engineer.turn();
    place.answer = () => DONE;
    await letTimePass(scene);

    expect(first.toSorted()).toEqual(['confirm-account', 'verify-purchase']);
    expect(await engineer.turn()).toEqual(['verify-purchase']);
    expect(await stepsOf(scene, caseId)).toMatchObject([{ state: 'OVER' }, { state: 'OVER' }]);
    expect(
      place.requests.filter(({ action }) => action === 'verify-purchase').map(({ form }) => form),
    ).toEqual([INPUTS.purchase.form, INPUTS.purchase.form]);
  });
});

describe('a worker that is lost', () => {
  it('has its step taken over, and writes nothing when it comes back', async () => {
    const { scene, engineer, caseId } = await openOne();
    const other = await scene.hireEngineer();
    const [stale] = await engineer.claim();
    if (stale === undefined) throw new Error('nothing was claimed');
    await endLeases(scene);
    const [taken] = await other.claim();
    expect(taken).toEqual({ ...stale, owner: taken?.owner, token: '2', crashes: 1 });
    await engineer.run(stale);
    expect(place.requests).toEqual([]);
    if (taken !== undefined) await other.run(taken);

    expect(place.asked).toEqual(['hold-withdrawal']);
    expect(await eventsOf(scene, caseId)).toContain('hold DONE');
  });

  it('cannot tell the case what another one has told', async () => {
    const { scene, engineer, caseId } = await openOne();
    const other = await scene.hireEngineer();
    const late = deferred<StepResult>();
    place.answer = () => late.promise;
    const [stale] = await engineer.claim();
    if (stale === undefined) throw new Error('nothing was claimed');
    const turn = engineer.run(stale);
    await expect.poll(() => place.requests).toHaveLength(1);
    await endLeases(scene);
    // The server of the place is still at it.
    await other.turn();
    late.resolve(DONE);
    await turn;

    expect(logged.join('')).toContain('a step was taken over meanwhile');
    expect(await eventsOf(scene, caseId)).toEqual(['SUBMITTED', 'ACCEPTED', 'hold BEGUN', 'hold PENDING']);
    await letTimePass(scene);
    await other.turn();
    expect(await eventsOf(scene, caseId)).toContain('hold DONE');
    expect(place.asked).toEqual(['hold-withdrawal']);
  });

  it('five times by the same step is parked, and the queue behind it moves on', async () => {
    const { scene, engineer, caseId } = await openOne();
    for (let round = 0; round <= 5; round += 1) {
      expect(await engineer.claim()).toMatchObject([{ crashes: round }]);
      await endLeases(scene);
    }
    const behind = await submitted(scene, INPUTS.retirement);
    await engineer.work();

    expect([await standOf(scene, caseId), await standOf(scene, behind)]).toEqual([
      'PARKED',
      'CLOSED GRANTED',
    ]);
    expect((await eventsOf(scene, caseId)).at(-1)).toBe('hold PARKED WORKER_LOST_REPEATEDLY');
  });
});

it('goes on with a case whose contents were erased, and writes nothing more into it', async () => {
  const { scene, engineer, caseId } = await openOne();
  place.answer = () => ({ outcome: 'PENDING' });
  await engineer.turn();
  await scene.query('update cases.keys set wrapped = null');
  place.found = () => DONE;
  await letTimePass(scene);
  await engineer.work();

  expect((await eventsOf(scene, caseId)).slice(-3)).toEqual([
    'hold DONE',
    'pay BEGUN',
    'pay PARKED NOT_FOUND',
  ]);
  expect(await scene.query('select name from cases.contents')).toEqual([{ name: 'form' }]);
});
