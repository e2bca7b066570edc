import { once } from 'node:events';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepResult } from '../../../../domain/cases/StepResult.ts';
import { RECORD_TYPES } from '../../../../subgraphs/cases/recordTypes.ts';
import { readSdl } from '../../../../subgraphs/serving/readSdl.ts';
import { acted, act as actOn } from '../support/act.ts';
import { callers, clerkOf } from '../support/callers.ts';
import { deferred } from '../support/deferred.ts';
import { eventsOf, letTimePass, standOf, stepsOf } from '../support/look.ts';
import { refusalOf } from '../support/refusalOf.ts';
import { INPUTS, submitted } from '../support/submit.ts';
import { NAMES, withCases } from '../support/withCases.ts';

const { open, place, holderId, logged } = withCases();

const DONE: StepResult = { outcome: 'DONE', outputs: { holdNumber: 'H-1' } };
const REFUSED: StepResult = { outcome: 'REFUSED', code: '-17', reason: `${NAMES.applicant}不符合条件` };
const TAKEN = { status: 200, body: { taken: true } };

/** A case of which the first step is told about. */
async function openOne(settings: object = {}) {
  const scene = await open({ settings });
  const engineer = await scene.hireEngineer();
  const caseId = await submitted(scene, INPUTS.retirement);
  const tell = (result: StepResult, stepKey = `${caseId}.3`, jurisdiction = '430000') =>
    scene.tell({ subgraph: 'housing-fund', jurisdiction, stepKey, ...result });
  return { scene, engineer, caseId, tell, events: () => eventsOf(scene, caseId) };
}

/** Events behind the beginning, which is always the same. */
const since = (events: readonly string[]): readonly string[] => events.slice(3);

describe('what a place says by itself', () => {
  it('counts though the call itself was not answered yet, and once though it is said twice', async () => {
    const { scene, engineer, tell, events } = await openOne();
    const late = deferred<StepResult>();
    place.answer = () => late.promise;
    const turn = engineer.turn();
    await expect.poll(() => place.requests).toHaveLength(1);

    expect(await tell(DONE)).toEqual(TAKEN);
    expect(await tell(DONE)).toEqual(TAKEN);
    place.answer = () => DONE;
    late.resolve(DONE);
    await turn;
    expect(since(await events())).toEqual(['hold DONE', 'pay BEGUN']);
    await engineer.work();
    expect(place.asked).toEqual(['hold-withdrawal', 'pay-withdrawal']);
    expect(await scene.query(`select state from cases.steps where state <> 'OVER'`)).toEqual([]);
  });

  it('counts for a step that a person was to find out about', async () => {
    const { engineer, tell, events } = await openOne();
    place.answer = () => ({ outcome: 'FAILED', code: '-8', retryAfterSeconds: null, isLasting: true });
    await engineer.turn();
    await tell(DONE);

    expect(since(await events())).toEqual(['hold PARKED -8', 'hold DONE', 'pay BEGUN']);
  });

  it.each<StepResult>([
    { outcome: 'PENDING' },
    { outcome: 'UNKNOWN', code: 'INTERRUPTED' },
    { outcome: 'FAILED', code: 'NOT_SENT', retryAfterSeconds: null },
  ])('changes nothing while it is no result: %o', async (result) => {
    const { scene, engineer, caseId, tell, events } = await openOne();
    place.actions.delete('hold-withdrawal');
    await engineer.turn();
    const before = [await events(), await stepsOf(scene, caseId)];

    expect(await tell(result)).toEqual(TAKEN);
    expect([await events(), await stepsOf(scene, caseId)]).toEqual(before);
  });

  it('is a person’s where it contradicts what the case went on with, and said once', async () => {
    const { scene, engineer, caseId, tell, events } = await openOne();
    await engineer.turn();

    expect([await tell(REFUSED), await tell(REFUSED), await tell(DONE)]).toEqual([TAKEN, TAKEN, TAKEN]);
    expect(since(await events())).toEqual(['hold DONE', 'pay BEGUN', 'hold CONTRADICTED']);
    expect(await standOf(scene, caseId)).toBe('PARKED');
    await acted(scene, {
      name: 'resolveParked',
      caller: callers.hunan,
      caseId,
      input: { step: 'hold', resolution: 'DONE', reason: '经核实已冻结' },
    });
    await engineer.work();
    expect(await standOf(scene, caseId)).toBe('CLOSED GRANTED');
  });

  it('is kept when it comes after the case was withdrawn', async () => {
    const { scene, engineer, caseId, tell, events } = await openOne();
    place.answer = ({ action }) => (action === 'hold-withdrawal' ? { outcome: 'PENDING' } : DONE);
    await engineer.turn();
    await acted(scene, { name: 'withdrawCase', caller: callers.applicant, caseId });
    await engineer.work();
    expect(await standOf(scene, caseId)).toBe('CLOSED WITHDRAWN');
    const closed = await events();
    // That it did not happen is what a withdrawal is about.
    expect(await tell(REFUSED)).toEqual(TAKEN);
    expect(await events()).toEqual(closed);

    expect([await tell(DONE), await tell(DONE)]).toEqual([TAKEN, TAKEN]);
    expect(await events()).toEqual([...closed, 'hold CONTRADICTED']);
    expect(await scene.query(`select state -> 'contradicted' as steps from cases.cases`)).toEqual([
      { steps: ['hold'] },
    ]);
    // A step that was taken back is not asked about any more.
    await letTimePass(scene);
    expect(await engineer.turn()).toEqual([]);
  });

  it('is no news of a step that was done and then taken back', async () => {
    const { scene, engineer, caseId, tell, events } = await openOne();
    place.answer = ({ action }) => (action === 'pay-withdrawal' ? REFUSED : DONE);
    await engineer.work();
    const closed = await events();

    expect(await standOf(scene, caseId)).toBe('CLOSED REFUSED');
    expect(await tell(DONE)).toEqual(TAKEN);
    expect(await events()).toEqual(closed);
  });

  it('is kept aside, once, where no step of ours has its key', async () => {
    const { scene, tell } = await openOne();

    expect([await tell(DONE, 'nobody.1'), await tell(DONE, 'nobody.1')]).toEqual(
      Array(2).fill({ status: 200, body: { taken: false } }),
    );
    expect(await scene.query('select subgraph, jurisdiction, step_key, outcome from cases.strays')).toEqual([
      { subgraph: 'housing-fund', jurisdiction: '430000', step_key: 'nobody.1', outcome: 'DONE' },
    ]);
  });

  it('is refused about another place, whatever else the place may sign', async () => {
    const { scene, caseId, tell, events } = await openOne();
    const report = { subgraph: 'housing-fund', jurisdiction: '430000', stepKey: `${caseId}.3`, ...DONE };

    expect(await tell(DONE, `${caseId}.3`, '340000')).toMatchObject({ status: 403 });
    for (const signedFor of [
      'cases/step-results/housing-fund/340000',
      'cases/step-results/public-security/430000',
      'housing-fund/43',
      'cases',
    ])
      expect(await scene.tell(report, signedFor)).toMatchObject({ status: 401 });
    expect(await scene.tell({ ...report, jurisdiction: '43' })).toMatchObject({ status: 404 });
    expect(await scene.tell({ ...report, outcome: 'PERHAPS' })).toMatchObject({ status: 400 });
    expect(since(await events())).toEqual([]);
  });
});

describe('the last day of a case', () => {
  const MOVE = {
    item: 'hukou-move-spouse',
    acceptingDivision: '220100',
    owningDivision: '210100',
    channel: 'COUNTER',
    form: { fromAddress: '甲', toAddress: '乙', reason: '投靠' },
  };
  const jilin = { ...callers.hunan, scopes: ['clerk', 'office:220000'] };
  const DEADLINE = `query ($id: ID!) { case(id: $id) { status deadline { dueOn provisional workingDays signal pauses { from to } } } }`;

  it('is counted by the calendar of the catalogue, without the pauses, and shown by its colours', async () => {
    let now = Date.UTC(2026, 2, 2, 2);
    const scene = await open({ now: () => now });
    const engineer = await scene.hireEngineer();
    const parties = [
      { role: 'APPLICANT', holderId: holderId(0) },
      { role: 'SPOUSE', holderId: holderId(1) },
    ];
    const caseId = await submitted(scene, { ...MOVE, parties }, jilin);
    const act = (name: 'acceptCase' | 'requestSupplement', input = {}) =>
      acted(scene, { name, caller: jilin, caseId, input });
    const look = async () => {
      await engineer.countDeadlines();
      const { data } = await scene.ask(callers.applicant, DEADLINE, { id: caseId });
      return data?.['case'];
    };
    const limit = { workingDays: 10, provisional: false };

    expect(await look()).toEqual({
      status: 'SUBMITTED',
      deadline: { ...limit, dueOn: null, signal: null, pauses: [] },
    });
    await act('acceptCase');
    expect(await look()).toEqual({
      status: 'IN_PROGRESS',
      deadline: { ...limit, dueOn: '2026-03-16', signal: 'GREEN', pauses: [] },
    });
    now = Date.UTC(2026, 2, 4, 2);
    await act('requestSupplement', { reason: '请补充结婚证' });
    expect(await look()).toEqual({
      status: 'SUPPLEMENT_REQUIRED',
      deadline: {
        ...limit,
        dueOn: null,
        signal: null,
        pauses: [{ from: '2026-03-04T02:00:00Z', to: null }],
      },
    });
    now = Date.UTC(2026, 2, 9, 2);
    await acted(scene, {
      name: 'supplementCase',
      caller: callers.applicant,
      caseId,
      input: { form: { marriageCertificateNumber: 'J220100-2020-000001' } },
    });
    const pauses = [{ from: '2026-03-04T02:00:00Z', to: '2026-03-09T02:00:00Z' }];
    const deadline = { ...limit, dueOn: '2026-03-20', pauses };
    expect(await look()).toEqual({ status: 'IN_PROGRESS', deadline: { ...deadline, signal: 'GREEN' } });
    now = Date.UTC(2026, 2, 19, 2);
    expect(await look()).toMatchObject({ deadline: { ...deadline, signal: 'YELLOW' } });
    now = Date.UTC(2026, 2, 20, 15, 59);
    expect(await look()).toMatchObject({ deadline: { ...deadline, signal: 'YELLOW' } });
    now = Date.UTC(2026, 2, 20, 16);
    expect(await look()).toMatchObject({ status: 'IN_PROGRESS', deadline: { ...deadline, signal: 'RED' } });
  });

  it('moves by just the days of a special procedure, of which the applicant reads', async () => {
    let now = Date.UTC(2026, 2, 2, 2);
    const scene = await open({ now: () => now });
    const engineer = await scene.hireEngineer();
    const parties = [
      { role: 'APPLICANT', holderId: holderId(0) },
      { role: 'SPOUSE', holderId: holderId(1) },
    ];
    const caseId = await submitted(scene, { ...MOVE, parties }, jilin);
    await acted(scene, { name: 'acceptCase', caller: jilin, caseId });
    const liaoning = clerkOf('210000');
    const look = async () => {
      await engineer.countDeadlines();
      const { data } = await scene.ask(callers.applicant, DEADLINE, { id: caseId });
      return data?.['case'];
    };
    const reason = '专家评审, 约两个工作日';
    const begin = (caller = liaoning) =>
      actOn(scene, {
        name: 'beginSpecialProcedure',
        caller,
        caseId,
        input: { kind: 'EXPERT_REVIEW', reason },
      });

    // Wednesday the 4th to Thursday the 5th: two working days.
    now = Date.UTC(2026, 2, 4, 2);
    expect(refusalOf(await begin(callers.hunan))[0]).toBe('NOT_FOUND');
    expect((await begin()).errors).toBeUndefined();
    expect(refusalOf(await begin())[0]).toBe('CONFLICT');
    expect(await look()).toMatchObject({
      status: 'SPECIAL_PROCEDURE',
      deadline: { dueOn: null, signal: null, pauses: [{ from: '2026-03-04T02:00:00Z', to: null }] },
    });
    now = Date.UTC(2026, 2, 5, 2);
    const end = {
      name: 'endSpecialProcedure',
      caller: jilin,
      caseId,
      input: { reason: '评审通过' },
    } as const;
    await acted(scene, end);
    // Without it the 16th; Tuesday and Friday of the first week count, then eight more.
    expect(await look()).toMatchObject({ status: 'IN_PROGRESS', deadline: { dueOn: '2026-03-18' } });
    expect(refusalOf(await actOn(scene, end))[0]).toBe('CONFLICT');
    const { data } = await scene.ask(
      callers.applicant,
      'query ($id: ID!) { case(id: $id) { timeline { event code reason } } }',
      { id: caseId },
    );
    expect(data?.['case']).toMatchObject({
      timeline: expect.arrayContaining([
        { event: 'SPECIAL_PROCEDURE_BEGUN', code: 'EXPERT_REVIEW', reason },
        { event: 'SPECIAL_PROCEDURE_ENDED', code: null, reason: '评审通过' },
      ]),
    });
  });

  it('is counted for the others though it cannot be counted for one', async () => {
    const scene = await open({ now: () => Date.UTC(2026, 2, 2, 2) });
    const engineer = await scene.hireEngineer();
    const parties = [
      { role: 'APPLICANT', holderId: holderId(0) },
      { role: 'SPOUSE', holderId: holderId(1) },
    ];
    const ids = [
      await submitted(scene, { ...MOVE, parties }, jilin),
      await submitted(scene, { ...MOVE, parties }, jilin),
    ].toSorted();
    for (const caseId of ids) await acted(scene, { name: 'acceptCase', caller: jilin, caseId });
    await scene.query(
      `update cases.cases set state = jsonb_set(state, '{pauses}', '[{"from": 999999999, "to": 1}]') where case_id = $1`,
      [ids[0]],
    );
    await engineer.countDeadlines();

    expect(await scene.query('select due_on::text, due_stale from cases.cases order by case_id')).toEqual([
      { due_on: null, due_stale: true },
      { due_on: '2026-03-16', due_stale: false },
    ]);
    // It was handed in under another limit than the catalogue has by now.
    await scene.query(
      `update cases.cases set limit_working_days = limit_working_days - 1, due_stale = true where case_id = $1`,
      [ids[1]],
    );
    await engineer.countDeadlines();
    expect(await scene.query('select due_on::text from cases.cases where case_id = $1', [ids[1]])).toEqual([
      { due_on: '2026-03-13' },
    ]);
  });
});

describe('gateways that keep what places said', () => {
  const told: unknown[] = [];
  const gateway = createServer(async (request, response) => {
    told.push([request.url, JSON.parse(await text(request))]);
    response.writeHead(204).end();
  });
  beforeAll(() => once(gateway.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => {
    gateway.close();
  });
  const changed = (...jurisdictions: readonly string[]) => [
    '/cache/invalidate',
    {
      entities: ['HousingFundRecord', 'HousingFundAccount'].flatMap((typename) =>
        jurisdictions.map((jurisdiction) => ({ typename, key: { jurisdiction, holderId: holderId(0) } })),
      ),
    },
  ];

  it('are told which record a step has changed, be it answered or told later; one that is away costs the case nothing', async () => {
    const port = Object(gateway.address()).port;
    const gateways = ['http://127.0.0.1:1', `http://127.0.0.1:${port}`];
    const { engineer, tell, events } = await openOne({ gateways });
    place.answer = () => ({ outcome: 'PENDING' });
    await engineer.turn();
    await tell({ outcome: 'PENDING' });
    expect(told).toEqual([]);

    await tell(DONE);
    await expect.poll(() => told).toEqual([changed('430000')]);
    place.answer = () => DONE;
    await engineer.work();

    await expect.poll(() => told.length).toBe(2);
    expect(told[1]).toEqual(changed('430100', '430000'));
    expect(since(await events())).toContain('pay DONE');
    await expect.poll(() => logged.join('')).toContain('a gateway was not told what a step changed');
  });
});

it('knows the types of records that places keep', async () => {
  for (const [subgraph, typenames] of Object.entries(RECORD_TYPES)) {
    const sdl = await readSdl(subgraph);
    const partitioned = [...sdl.matchAll(/^type (\w+)\s+@key\([^)]*\)\s+@partition/gm)].map(
      ([, name]) => name,
    );
    expect(partitioned).toEqual(typenames);
  }
});
