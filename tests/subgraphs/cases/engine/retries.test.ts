import { expect, it, vi } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import { TongbanError } from '../../../../domain/TongbanError.ts';
import { takeStepResult } from '../../../../subgraphs/cases/storage/takeStepResult.ts';
import { acted } from '../support/act.ts';
import { callers } from '../support/callers.ts';
import { eventsOf, letTimePass, standOf, stepsOf } from '../support/look.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, place, logged } = withCases();

const DONE = { outcome: 'DONE', outputs: { holdNumber: 'H-1' } } as const;
const REFUSED = { outcome: 'REFUSED', code: '-17', reason: '不符合条件' } as const;
const LASTING: StepResult = { outcome: 'FAILED', code: '2011', retryAfterSeconds: null, isLasting: true };

/** A case whose first step was given up, and is asked for anew as a clerk said; nobody is asked yet. */
async function openRetried() {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  place.answer = () => LASTING;
  await engineer.turn();
  await acted(scene, {
    name: 'resolveParked',
    caller: callers.hunan,
    caseId,
    input: { step: 'hold', resolution: 'RETRY', reason: '经核实未冻结' },
  });
  place.answer = () => DONE;
  const tell = (result: typeof DONE | typeof REFUSED, number = 3) =>
    takeStepResult(engineer.services, {
      subgraph: 'housing-fund',
      jurisdiction: parseDivisionCode('430000'),
      stepKey: `${caseId}.${number}`,
      result,
      at: Date.now(),
    });
  return {
    scene,
    engineer,
    caseId,
    tell,
    /** Since it was asked for anew. */
    events: async () => (await eventsOf(scene, caseId)).slice(5),
    steps: () => stepsOf(scene, caseId),
    timeline: async () => {
      const query = 'query ($id: ID!) { case(id: $id) { timeline { event step code reason } } }';
      const { data } = await scene.ask(callers.applicant, query, { id: caseId });
      return JSON.parse(JSON.stringify(data?.['case'])).timeline;
    },
  };
}

it('keeps the row of the first attempt beside that of the second', async () => {
  const { caseId, steps } = await openRetried();

  expect(await steps()).toMatchObject([
    { step_key: `${caseId}.3`, step: 'hold', state: 'OVER', code: 'SUPERSEDED', owned: false },
    { step_key: `${caseId}.5`, step: 'hold', state: 'READY', code: null, attempts: 0 },
  ]);
});

it('takes a late result of the first attempt as long as the second was not sent, and does not send it', async () => {
  const { scene, engineer, caseId, tell, events, steps } = await openRetried();

  expect([await tell(DONE), await tell(DONE)]).toEqual([true, true]);
  expect(await events()).toEqual(['hold DONE', 'pay BEGUN']);
  expect(await steps()).toMatchObject([
    { step: 'hold', state: 'OVER', code: 'SUPERSEDED_DONE' },
    { step: 'hold', state: 'OVER', code: null },
    { step: 'pay', state: 'READY' },
  ]);
  place.requests.length = 0;
  await engineer.work();
  expect(place.asked).toEqual(['pay-withdrawal']);
  expect(place.requests[0]?.form).toMatchObject({ holdNumber: 'H-1' });
  expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
});

it('has a person look where both attempts were done, once, and shows what was said', async () => {
  const { scene, engineer, caseId, tell, events, timeline } = await openRetried();
  await engineer.turn();
  expect([await tell(DONE), await tell(DONE)]).toEqual([true, true]);

  expect(await events()).toEqual(['hold DONE', 'pay BEGUN', 'hold CONTRADICTED']);
  expect(await standOf(scene, caseId)).toBe('PARKED');
  expect((await timeline()).at(-1)).toEqual({
    event: 'STEP_CONTRADICTED',
    step: 'hold',
    code: 'DONE',
    reason: null,
  });
  expect(logged.join('')).toMatch(
    /"step":"[^"]+\.3","place":"housing-fund\/430000","msg":"a place contradicts/,
  );
  await acted(scene, {
    name: 'resolveParked',
    caller: callers.hunan,
    caseId,
    input: { step: 'hold', resolution: 'DONE', reason: '多余的一笔已撤销' },
  });
  await tell(DONE);
  expect((await events()).at(-1)).toBe('hold RESOLVED');
});

it('has a person look where the first attempt was done and the second is on its way', async () => {
  const { scene, engineer, caseId, tell, events } = await openRetried();
  place.answer = () => ({ outcome: 'PENDING' });
  await engineer.turn();
  await tell(DONE);

  expect(await events()).toEqual(['hold PENDING', 'hold CONTRADICTED']);
  expect(await standOf(scene, caseId)).toBe('PARKED');
});

it('hears no news in that the first attempt was refused', async () => {
  const { tell, events, steps } = await openRetried();

  expect(await tell(REFUSED)).toBe(true);
  expect(await events()).toEqual([]);
  expect(await steps()).toMatchObject([{ code: 'SUPERSEDED' }, { state: 'READY' }]);
});

it('tells code and reason of a system that says another thing later', async () => {
  const { engineer, tell, timeline } = await openRetried();
  await engineer.turn();
  await tell(REFUSED, 5);

  expect((await timeline()).at(-1)).toEqual({
    event: 'STEP_CONTRADICTED',
    step: 'hold',
    code: '-17',
    reason: '不符合条件',
  });
});

it('says in its log what is about no step of ours', async () => {
  const { tell } = await openRetried();

  expect(await tell(DONE, 99)).toBe(false);
  expect(logged.join('')).toMatch(/"step":"[^"]+\.99",.*"msg":"a place told of a step that is none of ours"/);
});

it('does not perform what was never sent once its case is withdrawn; late news of an attempt before is kept', async () => {
  const { scene, engineer, caseId, tell, events } = await openRetried();
  await acted(scene, { name: 'withdrawCase', caller: callers.applicant, caseId });
  place.requests.length = 0;
  await letTimePass(scene);
  await engineer.work();

  expect(await events()).toEqual(['ENDING_BEGUN', 'hold CANCELLED', 'CLOSED']);
  expect(place.asked).toEqual([]);
  await tell(DONE);
  expect((await events()).at(-1)).toBe('hold CONTRADICTED');
});

it('does not perform what was never sent once another step is refused', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.purchase);
  await acted(scene, { name: 'acceptCase', caller: callers.anhui, caseId });
  place.answer = () => REFUSED;
  const [one] = await engineer.claim('housing-fund', '430100');
  if (one === undefined) throw new Error('nothing was claimed');
  await engineer.run(one);

  expect(await standOf(scene, caseId)).toBe('CLOSED REFUSED');
  expect(place.asked).toEqual([one.action]);
  expect((await stepsOf(scene, caseId)).map(({ state }) => state)).toEqual(['OVER', 'OVER']);
});

it('waits for what a worker has taken up', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  const [step] = await engineer.claim();
  if (step === undefined) throw new Error('nothing was claimed');
  await acted(scene, { name: 'withdrawCase', caller: callers.applicant, caseId });
  await engineer.run(step);
  await engineer.work();

  expect(place.asked).toEqual(['hold-withdrawal', 'undo-hold-withdrawal']);
  expect(await standOf(scene, caseId)).toBe('CLOSED WITHDRAWN');
});

it('is sent again as it was sent first, whatever was supplemented since; asked for anew, as it stands then', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  const { applicant, anhui, hunan } = callers;
  const amounts = () => place.requests.map(({ form }) => form['amount']);
  const turn = async () => {
    await letTimePass(scene);
    await engineer.turn();
  };
  const resolve = (reason: string) =>
    acted(scene, {
      name: 'resolveParked',
      caller: hunan,
      caseId,
      input: { step: 'hold', resolution: 'RETRY', reason },
    });
  const before = INPUTS.retirement.form.amount;
  place.answer = () => ({ outcome: 'UNKNOWN', code: 'NO_ANSWER' });
  await turn();
  await acted(scene, { name: 'requestSupplement', caller: anhui, caseId, input: { reason: '请更正金额' } });
  await acted(scene, {
    name: 'supplementCase',
    caller: applicant,
    caseId,
    input: { form: { amount: '1.00' } },
  });
  place.answer = () => LASTING;
  await turn();
  expect(amounts()).toEqual([before, before]);
  expect((await stepsOf(scene, caseId))[0]).toMatchObject({ state: 'PARKED', code: '2011' });
  await resolve('经核实未冻结');
  await turn();
  await resolve('再次核实未冻结');
  place.answer = () => DONE;
  await turn();

  expect(amounts()).toEqual([before, before, '1.00', '1.00']);
  const query = 'query ($id: ID!) { case(id: $id) { form timeline { event reason } } }';
  const { data } = await scene.ask(applicant, query, { id: caseId });
  const { form, timeline } = JSON.parse(JSON.stringify(data?.['case']));
  expect(form).toEqual({ ...INPUTS.retirement.form, amount: '1.00' });
  expect(timeline.filter(({ reason }: { reason: string | null }) => reason !== null)).toEqual([
    { event: 'SUPPLEMENT_REQUESTED', reason: '请更正金额' },
    { event: 'STEP_RESOLVED', reason: '经核实未冻结' },
    { event: 'STEP_RESOLVED', reason: '再次核实未冻结' },
  ]);
});

it('takes with it what was supplemented before it was sent first', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  const { people } = engineer.services;
  const sealing = vi.spyOn(people, 'sealFor').mockRejectedValue(new TongbanError('FORBIDDEN', 'Not yet'));
  await engineer.turn();
  expect(await stepsOf(scene, caseId)).toMatchObject([{ state: 'READY', attempts: 1, code: 'FORBIDDEN' }]);
  const { applicant, anhui } = callers;
  await acted(scene, { name: 'requestSupplement', caller: anhui, caseId, input: { reason: '请更正金额' } });
  const input = { form: { amount: '1.00' } };
  await acted(scene, { name: 'supplementCase', caller: applicant, caseId, input });
  sealing.mockRestore();
  place.answer = () => ({ outcome: 'PENDING' });
  await letTimePass(scene);
  await engineer.turn();

  expect(place.requests.map(({ form }) => form['amount'])).toEqual(['1.00']);
});

it('is a person’s once people has not let it in as often as a place may', async () => {
  const scene = await open();
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  const refusing = new TongbanError('FORBIDDEN', 'Not for you');
  const sealing = vi.spyOn(engineer.services.people, 'sealFor').mockRejectedValue(refusing);
  const states: string[] = [];
  for (let turn = 0; turn < 12; turn += 1) {
    await letTimePass(scene);
    await engineer.turn();
    states.push((await stepsOf(scene, caseId))[0]?.state ?? '');
  }
  sealing.mockRestore();

  expect(states).toEqual([...Array(11).fill('READY'), 'PARKED']);
  expect((await eventsOf(scene, caseId)).at(-1)).toBe('hold PARKED FORBIDDEN');
  expect(place.asked).toEqual([]);
});
