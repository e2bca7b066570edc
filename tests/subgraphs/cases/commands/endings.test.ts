import { beforeAll, describe, expect, it } from 'vitest';
import { type Action, act, acted } from '../support/act.ts';
import { ACTION_INPUTS } from '../support/actionInputs.ts';
import type { CasesScene } from '../support/CasesScene.ts';
import { callers } from '../support/callers.ts';
import type { Engineer } from '../support/Engineer.ts';
import { eventsOf, standOf, stepsOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { transferUpTo } from '../support/transferUpTo.ts';
import { withCases } from '../support/withCases.ts';

const { openForAll, place, holderId } = withCases();
let scene: CasesScene;
let engineer: Engineer;
beforeAll(async () => {
  scene = await openForAll();
  engineer = await scene.hireEngineer();
});

const { applicant, anhui, hunan } = callers;
const refusal = async (action: Action) => refusalOf(await act(scene, action));
const reason = '请补充材料';

const transferTo = (stage: 'accepted' | 'paid') => transferUpTo(stage, { scene, engineer, place });

/** A transfer that is handed in by a clerk. */
const atCounter = () => ({
  ...INPUTS.transfer,
  channel: 'COUNTER',
  parties: [{ role: 'APPLICANT', holderId: holderId(0) }],
});
describe('a supplement', () => {
  it('is asked for once, and completes the form', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);
    const supplement = (form: object) =>
      ({ name: 'supplementCase', caller: applicant, caseId, input: { form } }) as const;
    expect(await refusal(supplement({ contactPhone: '0551-1' }))).toEqual([
      'CONFLICT',
      'Nothing was asked for',
    ]);
    await acted(scene, { name: 'requestSupplement', caller: anhui, caseId, input: { reason } });
    // What the catalogue says by now is no matter: it does not even have the item.
    await scene.query(`update cases.cases set item = 'withdrawn-item' where case_id = $1`, [caseId]);
    expect((await refusal({ name: 'acceptCase', caller: anhui, caseId }))[0]).toBe('CONFLICT');
    expect(await refusal(supplement({ contactPhone: 'x' }))).toEqual([
      'BAD_USER_INPUT',
      'input.form.contactPhone (联系电话) 格式不符 has another format',
    ]);
    expect(await acted(scene, supplement({ originAccountNumber: '43770011' }))).toMatchObject({
      status: 'SUBMITTED',
    });

    const { data } = await scene.ask(applicant, 'query ($id: ID!) { case(id: $id) { form } }', {
      id: caseId,
    });
    expect(data?.['case']).toEqual({ form: { ...INPUTS.transfer.form, originAccountNumber: '43770011' } });
    expect((await refusal({ name: 'requestSupplement', caller: anhui, caseId, input: { reason } }))[0]).toBe(
      'CONFLICT',
    );
  });
});

describe('a withdrawal', () => {
  it('ends a case that was not accepted at once', async () => {
    const caseId = await submitted(scene, INPUTS.transfer);
    await acted(scene, { name: 'withdrawCase', caller: applicant, caseId });

    expect(await standOf(scene, caseId)).toBe('CLOSED WITHDRAWN');
  });

  it('is made by a clerk of the accepting place where the case was handed in there', async () => {
    const caseId = await submitted(scene, atCounter(), anhui);
    await acted(scene, { name: 'withdrawCase', caller: anhui, caseId });

    expect(await standOf(scene, caseId)).toBe('CLOSED WITHDRAWN');
    expect((await refusal({ name: 'withdrawCase', caller: applicant, caseId }))[0]).toBe('CONFLICT');
    expect((await refusal({ name: 'withdrawCase', caller: hunan, caseId }))[0]).toBe('FORBIDDEN');
  });

  it('is refused while money is on its way, and once it has moved', async () => {
    const caseId = await submitted(scene, INPUTS.retirement);
    place.answer = ({ action }) =>
      action === 'pay-withdrawal' ? { outcome: 'PENDING' } : { outcome: 'DONE', outputs: {} };
    await engineer.work();

    expect(await refusal({ name: 'withdrawCase', caller: applicant, caseId })).toEqual([
      'CONFLICT',
      'Something that cannot be taken back is on its way: try again once its result is known',
    ]);
    const paid = await transferTo('paid');
    expect((await refusal({ name: 'withdrawCase', caller: applicant, caseId: paid }))[1]).toMatch(
      /cannot be taken back any more/,
    );
  });

  it('goes before what cannot be taken back, where that was begun and nobody was asked for it yet', async () => {
    const caseId = await submitted(scene, INPUTS.retirement);
    place.answer = () => ({ outcome: 'DONE', outputs: { holdNumber: 'H-1' } });
    await engineer.turn();
    expect((await eventsOf(scene, caseId)).at(-1)).toBe('pay BEGUN');
    await acted(scene, { name: 'withdrawCase', caller: applicant, caseId });
    await engineer.work();

    expect((await eventsOf(scene, caseId)).slice(-5)).toEqual([
      'ENDING_BEGUN',
      'pay CANCELLED',
      'undo:hold BEGUN',
      'undo:hold DONE',
      'CLOSED',
    ]);
    expect(await standOf(scene, caseId)).toBe('CLOSED WITHDRAWN');
  });
});

describe('what is parked behind the pivot', () => {
  const resolve = (caseId: string, resolution: string, caller = anhui) =>
    ({
      name: 'resolveParked',
      caller,
      caseId,
      input: { step: 'book', resolution, reason: '经核实' },
    }) as const;

  it('goes on as a clerk says, in whose words the place’s are not lost', async () => {
    const caseId = await transferTo('paid');
    expect(await standOf(scene, caseId)).toBe('PARKED');
    expect((await refusal(resolve(caseId, 'DONE', hunan)))[0]).toBe('FORBIDDEN');
    expect(
      (
        await refusal({ ...resolve(caseId, 'DONE'), input: { ...ACTION_INPUTS.resolveParked, step: 'pay' } })
      )[0],
    ).toBe('CONFLICT');
    await acted(scene, resolve(caseId, 'DONE'));
    const { data } = await scene.ask(
      applicant,
      'query ($id: ID!) { case(id: $id) { outcome timeline { event step stepName division { code } code reason } } }',
      { id: caseId },
    );
    const book = { step: 'book', stepName: expect.any(String), division: { code: '340100' } };

    expect(data?.['case']).toMatchObject({ outcome: 'GRANTED' });
    expect(JSON.parse(JSON.stringify(data?.['case'])).timeline.slice(-5)).toEqual([
      { event: 'STEP_BEGUN', ...book, code: null, reason: null },
      { event: 'STEP_REFUSED', ...book, code: '-3', reason: '账号不符' },
      { event: 'STEP_PARKED', ...book, code: 'REFUSED_PAST_PIVOT', reason: null },
      { event: 'STEP_RESOLVED', ...book, code: null, reason: '经核实' },
      { event: 'CLOSED', step: null, stepName: null, division: null, code: null, reason: null },
    ]);
  });

  it('branches by what a clerk enters of what it brought', async () => {
    const caseId = await transferTo('paid');
    const entering = (given: object) => {
      const action = resolve(caseId, 'DONE');
      return { ...action, input: { ...action.input, ...given } };
    };
    const outputs = [{ name: 'matches', value: 'false' }];
    expect(await refusal(entering({ outputs: [{ name: 'amount', value: '1' }] }))).toEqual([
      'BAD_USER_INPUT',
      'input.outputs.0.name is none that the step brings: matches',
    ]);
    for (const given of [
      { outputs, resolution: 'RETRY' },
      { outputs: [...outputs, ...outputs] },
      { outputs: [{ name: 'matches', value: ' ' }] },
    ])
      expect((await refusal(entering(given)))[0]).toBe('BAD_USER_INPUT');
    await acted(scene, entering({ outputs }));

    expect((await eventsOf(scene, caseId)).slice(-2)).toEqual(['book RESOLVED', 'negotiate BEGUN']);
    const { data } = await scene.ask(
      applicant,
      'query ($id: ID!) { case(id: $id) { outputs { step name value } } }',
      { id: caseId },
    );
    expect(JSON.parse(JSON.stringify(data?.['case'])).outputs).toContainEqual({
      step: 'book',
      name: 'matches',
      value: 'false',
    });
  });

  it('is done again, and branches by what it brings', async () => {
    const caseId = await transferTo('paid');
    await acted(scene, resolve(caseId, 'RETRY'));
    place.answer = () => ({ outcome: 'DONE', outputs: { matches: 'false' } });
    await engineer.work();

    expect((await eventsOf(scene, caseId)).slice(-2)).toEqual(['book DONE', 'negotiate BEGUN']);
    await acted(scene, {
      name: 'decideCase',
      caller: anhui,
      caseId,
      input: { step: 'negotiate', decision: 'GRANT' },
    });
    expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
  });

  it('ends the case as terminated, and takes nothing back', async () => {
    const caseId = await transferTo('paid');
    await acted(scene, resolve(caseId, 'REFUSED'));

    expect(await standOf(scene, caseId)).toBe('CLOSED TERMINATED');
    expect((await stepsOf(scene, caseId)).filter(({ state }) => state !== 'OVER')).toEqual([]);
    expect((await eventsOf(scene, caseId)).filter((event) => event.startsWith('undo:'))).toEqual([]);
  });
});

describe('a case that is over', () => {
  it('is handed over once, and rated once, by its applicant', async () => {
    const caseId = await submitted(scene, INPUTS.retirement);
    const rate = { name: 'rateCase', caller: applicant, caseId, input: { grade: 4 } } as const;
    expect((await refusal(rate))[0]).toBe('CONFLICT');
    await engineer.work();
    const deliver = { name: 'recordDelivery', caller: anhui, caseId, input: { by: 'ELECTRONIC' } } as const;
    await acted(scene, deliver);
    expect((await refusal({ ...rate, input: { grade: 6 } }))[0]).toBe('BAD_USER_INPUT');
    expect((await refusal({ ...rate, caller: anhui }))[0]).toBe('FORBIDDEN');
    await acted(scene, rate);

    const { data } = await scene.ask(
      applicant,
      'query ($id: ID!) { case(id: $id) { rating delivery { by } } }',
      {
        id: caseId,
      },
    );
    expect(data?.['case']).toEqual({ rating: 4, delivery: { by: 'ELECTRONIC' } });
    expect([(await refusal(deliver))[0], (await refusal(rate))[0]]).toEqual(['CONFLICT', 'CONFLICT']);
  });
});
