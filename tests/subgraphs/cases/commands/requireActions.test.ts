import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import type { JsonAnswer } from '../../../../subgraphs/cases/client/JsonCaller.ts';
import { PlaceActions } from '../../../../subgraphs/cases/client/PlaceActions.ts';
import { requireActions } from '../../../../subgraphs/cases/commands/requireActions.ts';
import { pivotStep, procedureOf } from '../../../domain/cases/procedureOf.ts';
import { callers } from '../support/callers.ts';
import { INPUTS, submit, submitted } from '../support/submit.ts';
import { withCases } from '../support/withCases.ts';

const { open, place } = withCases();

it('refuses what a place says that it cannot do, before anything is kept', async () => {
  place.actions.delete('hold-withdrawal');
  place.actions.delete('pay-withdrawal');
  const scene = await open();
  const answer = await submit(scene, { ...INPUTS.retirement, idempotencyKey: randomUUID() });

  expect(answer).toMatchObject({
    data: null,
    errors: [
      {
        message:
          'The system of 430100 cannot do 冻结提取额 (hold-withdrawal), 支付提取 (pay-withdrawal). ' +
          '请到该地窗口办理 instead: apply at a counter of that place',
        extensions: { code: 'NOT_OFFERED', jurisdiction: '430100' },
      },
    ],
  });
  for (const table of ['cases', 'events', 'audit', 'steps', 'idempotency', 'procedures'])
    expect(await scene.query(`select * from cases.${table}`)).toEqual([]);
  expect(place.asked).toEqual([]);
});

it('does not ask for what may never be needed: steps with a condition, and what takes back', async () => {
  place.actions.delete('amend-household');
  for (const action of [...place.actions].filter((known) => known.startsWith('undo-')))
    place.actions.delete(action);
  const scene = await open();
  const form = {
    childName: '某某',
    childSex: 'FEMALE',
    childBirthDate: '2031-01-02',
    birthCertificateNumber: 'B1',
    follows: 'MOTHER',
    toAddress: '某地',
  };
  const birth = {
    item: 'newborn-hukou',
    acceptingDivision: '340100',
    owningDivision: '430100',
    channel: 'APP',
  };

  await submitted(scene, { ...birth, form });
  await submitted(scene, INPUTS.retirement);
  await submitted(scene, INPUTS.transfer, callers.neighbour);
});

it('leaves to the place what it does not say', async () => {
  const services = {
    places: { find: () => PLACE },
    placeActions: { find: async () => null },
    requestId: 'r',
  };
  const divisions = { ACCEPTING: PLACE.jurisdiction, OWNING: PLACE.jurisdiction, THIRD: null };

  await requireActions(procedureOf(pivotStep('pay', 1)), divisions, services);
  await expect(
    requireActions(procedureOf(pivotStep('pay', 1)), divisions, {
      ...services,
      placeActions: { find: async () => new Set<string>() },
    }),
  ).rejects.toMatchObject({ code: 'NOT_OFFERED' });
});

const PLACE = {
  url: 'http://place.invalid',
  audience: 'housing-fund/43',
  contextKey: new Uint8Array(32),
  jurisdiction: parseDivisionCode('430000'),
};

/** What one place says, call after call, and when it is asked. */
function asking(...answers: readonly (JsonAnswer | Error)[]) {
  let now = 0;
  let calls = 0;
  const actions = new PlaceActions({
    now: () => now,
    caller: {
      call: async () => {
        const answer = answers[calls] ?? new Error('asked too often');
        calls += 1;
        if (answer instanceof Error) throw answer;
        return answer;
      },
    },
  });
  return {
    at: async (seconds: number) => {
      now = seconds * 1_000;
      const found = await actions.find(PLACE, 'request');
      return [found === null ? null : [...found], calls] as const;
    },
  };
}

it('is asked again after half a minute', async () => {
  const { at } = asking(
    { status: 200, body: { actions: ['pay-transfer'] } },
    { status: 200, body: { actions: [] } },
  );

  expect(await at(0)).toEqual([['pay-transfer'], 1]);
  expect(await at(29)).toEqual([['pay-transfer'], 1]);
  expect(await at(30)).toEqual([[], 2]);
});

it('decides nothing where a place does not say, and asks it again soon', async () => {
  const { at } = asking(
    new Error('away'),
    { status: 404, body: { error: { code: 'NOT_FOUND' } } },
    { status: 200, body: { can: 'everything' } },
    { status: 200, body: { actions: ['pay-transfer'] } },
  );

  expect(await at(0)).toEqual([null, 1]);
  expect(await at(4)).toEqual([null, 1]);
  expect(await at(5)).toEqual([null, 2]);
  expect(await at(10)).toEqual([null, 3]);
  expect(await at(15)).toEqual([['pay-transfer'], 4]);
});
