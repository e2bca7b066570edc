import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { nationalCipherOptions } from '../../../sandbox/dialects/national-cipher/NationalCipherOptions.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { askNationalCipher } from '../support/askNationalCipher.ts';
import { createDeskAdmin, type DeskAdmin } from '../support/createDeskAdmin.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { systemOf } from '../support/systemOf.ts';

/** Outer success is by service there. */
const PLACE = 'social-insurance/110000';
const STRANGER = { number: '109933200109090025', name: '某𬭩' };
const YUAN = /^(?:0|[1-9]\d*)(?:\.\d?[1-9])?$/;
const world = createWorld();
const holders = world.holders.filter(
  ({ kind, holdings }) => kind === 'person' && holdings['social-insurance'].includes('110000'),
);

let skewMs = 0;
let sandbox: Sandbox;
let desk: DeskAdmin;
beforeAll(async () => {
  sandbox = await startSandbox({
    systems: ({ department }) => department === 'social-insurance',
    secret: 'of a test',
    clock: () => Date.now() + skewMs,
  });
  desk = createDeskAdmin(sandbox, PLACE);
});
afterEach(async () => {
  skewMs = 0;
  await desk.off();
  await desk.ask('DELETE', 'fault');
});
afterAll(() => sandbox.close());

interface Order {
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  readonly isUndo?: boolean;
  /** Members that are written otherwise. */
  readonly change?: Readonly<Record<string, unknown>>;
  readonly place?: string;
}

const ask = (service: string, plain: Readonly<Record<string, unknown>>, place = PLACE) => {
  const { url, options } = systemOf(sandbox, place);
  return askNationalCipher(url, nationalCipherOptions.parse(options), service, plain);
};
async function submit(order: Order = {}) {
  const fresh = newBusinessKey();
  const { key = fresh.key, collaboration = fresh.collaboration, who = holders[0], place = PLACE } = order;
  const plain = {
    aac002: who?.number,
    aac003: who?.name,
    bizNo: key,
    caseNo: collaboration,
    bizCode: order.code ?? '1102',
    itemCode: 'golden-item',
    acceptDivision: '440900',
    ownDivision: place.slice(-6),
    parties: [],
    form: { remark: '甲|乙 & "丙" = <丁>', Zeta: '1' },
    ...order.change,
  };
  return { key, ...(await ask(order.isUndo ? 'SBC303' : 'SBC301', plain, place)) };
}
const query = (key: string, place = PLACE) => ask('SBC302', { bizNo: key }, place);
const statesOf = async (key: string) => ((await query(key)).list ?? []).map(({ state }) => state);
/** Inner code, state and code of a refusal. */
const stateAfter = async (order: Order) => {
  const { rtnCode, result } = await submit(order);
  return [rtnCode, result?.['state'], result?.['refuseCode']];
};

describe('an order', () => {
  it('is done at once, and its result is about who was asked', async () => {
    const { key, collaboration } = newBusinessKey();
    const who = holders.find(({ number }) => number.endsWith('X')) ?? holders[0];
    const { outerCode, rtnCode, result } = await submit({ key, collaboration, who });
    const file = world.findSocialInsuranceFile('110000', who?.number ?? '');

    expect([outerCode, rtnCode]).toEqual([200, '0000']);
    expect(result).toEqual({
      person: { aac001: file?.personalNumber, aac002: who?.number.toLowerCase(), aac003: who?.name },
      bizNo: key,
      caseNo: collaboration,
      bizCode: '1102',
      isCancel: false,
      flowNo: expect.stringMatching(/^110000\d{14}$/),
      state: '9',
      finishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/),
      refuseCode: '',
      refuseText: '',
      outputs: { acctState: '03' },
    });
    expect(Object.keys(result ?? {})).toEqual([
      ...['person', 'bizNo', 'caseNo', 'bizCode', 'isCancel', 'flowNo', 'state', 'finishedAt'],
      ...['refuseCode', 'refuseText', 'outputs'],
    ]);
    expect(await desk.ledgerOf(key)).toMatchObject({
      entries: [
        { action: 'freeze-pension-account', fields: { remark: '甲|乙 & "丙" = <丁>' }, status: 'done' },
      ],
      count: { attempts: 1, entries: 1, effects: 1 },
    });
  });

  it.each<[string, Record<string, RegExp | boolean>]>([
    ['1101', { letterNo: /^\d{18}$/ }],
    ['1103', { sheetNo: /^\d{18}$/, fundSum: YUAN }],
    ['1104', { payNo: /^\d{20}$/, fundSum: YUAN }],
    ['1105', { matched: true }],
    ['2101', { docNo: /^[0-9A-Z]{16}$/ }],
    ['3101', { validTo: /^\d{4}-\d\d-\d\d$/ }],
    ['4101', { aaz500: /^[0-9A-Z]{9}$/ }],
    ['4102', {}],
    ['4103', {}],
    ['4104', {}],
    ['5101', { regNo: /^\d{16}$/ }],
  ])('%s yields what its table says', async (code, outputs) => {
    const { result } = await submit({ code });
    const shaped = Object.entries(outputs).map(([member, form]) => [
      member,
      typeof form === 'boolean' ? form : expect.stringMatching(form),
    ]);

    expect(result).toMatchObject({ state: '9' });
    expect(result?.['outputs']).toEqual(Object.fromEntries(shaped));
  });

  it('is refused inside two successes for somebody who is not on file, or not under this name; not for who comes from elsewhere', async () => {
    const misnamed = { number: holders[0]?.number ?? '', name: '某人' };
    const { outerCode, rtnCode, result } = await submit({ who: STRANGER });

    expect([outerCode, rtnCode, result]).toMatchObject([
      200,
      '0000',
      {
        person: { aac001: '', aac002: STRANGER.number, aac003: STRANGER.name },
        state: '5',
        refuseText: '人员信息不符',
      },
    ]);
    expect(await stateAfter({ who: misnamed })).toEqual(['0000', '5', 'U01']);
    expect(await stateAfter({ who: misnamed, code: '1101' })).toEqual(['0000', '5', 'U01']);
    for (const code of ['1101', '1105', '4101', '5101'])
      expect(await stateAfter({ who: STRANGER, code })).toEqual(['0000', '9', '']);
    expect(await stateAfter({ who: STRANGER, code: '1101', isUndo: true })).toEqual(['0000', '5', 'U04']);
  });

  it('of a mismatch is false, which is signed', async () => {
    await desk.on('merge-pension-records', 'mismatch');

    expect((await submit({ code: '1105' })).result?.['outputs']).toEqual({ matched: false });
  });
});

it('has three layers at every kind of site: outer success by service or always the same, inner success, and a state', async () => {
  const seen = new Set<string>();
  for (const { id, options } of sandbox.systems.filter(({ dialect }) => dialect === 'national-cipher')) {
    const { key, collaboration } = newBusinessKey();
    const order = { key, collaboration, who: STRANGER, code: '1101', place: id };
    const done = await submit(order);
    const undone = await submit({ ...order, key: newBusinessKey().key, isUndo: true });
    const found = await query(key, id);
    const unheard = await query(newBusinessKey().key, id);
    const outer = [done, undone, found, unheard].map(({ outerCode }) => outerCode);
    const byService = [200, 0, 0, 0];
    const always = Number(options['outerSuccess']);

    expect(outer).toEqual(options['outerSuccess'] === 'by-service' ? byService : byService.map(() => always));
    expect([done, undone, found, unheard].map(({ rtnCode }) => rtnCode)).toEqual([
      '0000',
      '0000',
      '0000',
      '2002',
    ]);
    expect([done.result?.['state'], undone.result?.['state'], undone.result?.['isCancel']]).toEqual([
      '9',
      '9',
      true,
    ]);
    expect(found.list).toMatchObject([
      { state: '7', outputs: { letterNo: expect.stringMatching(/^\d{18}$/) } },
    ]);
    expect(options['handling']).toBe('offered');
    seen.add([options['keyMode'], options['sm4Mode'], options['signFormat'], options['outerSuccess']].join());
  }
  expect(seen.size).toBeGreaterThan(8);
});

describe('again', () => {
  it('is done again, under another number, and neither answer says so', async () => {
    const { key, collaboration } = newBusinessKey();
    const first = (await submit({ key, collaboration })).result;
    const second = (await submit({ key, collaboration })).result;

    expect(second?.['flowNo']).not.toBe(first?.['flowNo']);
    expect((await query(key)).list).toEqual([first, second]);
    expect((await desk.ledgerOf(key)).count).toEqual({ attempts: 2, entries: 2, effects: 2 });
  });

  it('9001: nothing was done, and a query never heard of it', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('freeze-pension-account', 'busy', { times: 1 });
    const busy = await submit({ key, collaboration });

    expect(busy).toMatchObject({ outerCode: 200, rtnCode: '9001', rtnMsg: '业务系统繁忙' });
    expect(busy).not.toHaveProperty('dataTime');
    expect(await query(key)).toMatchObject({ outerCode: 0, rtnCode: '2002', dataTime: expect.any(String) });
    expect((await submit({ key, collaboration })).result).toMatchObject({ state: '9' });
  });

  it('lost: the connection goes after the work, and the books show it seconds later', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('all', 'hold-answer', { seenAfterMs: 60_000, times: 1 });

    await expect(submit({ key, collaboration })).rejects.toThrow();
    expect((await query(key)).rtnCode).toBe('2002');
    skewMs = 60_000;
    expect(await statesOf(key)).toEqual(['9']);
    expect((await desk.ledgerOf(key)).count).toMatchObject({ effects: 1 });
  });

  it('9002 and 9999 inside, and 5000 outside, although it was done, or because nothing was', async () => {
    const codes = [];
    for (const [kind, details] of [
      ['fail', { code: '9002', isDone: true }],
      ['hold-answer', { as: 'error' }],
      ['fail', { code: '9999' }],
    ] as const) {
      await desk.on('all', kind, { ...details, times: 1 });
      const { key, rtnCode } = await submit();
      await desk.off();
      codes.push([rtnCode, ...(await statesOf(key))]);
    }
    await desk.on('all', 'fail', { code: '5000', isDone: true, times: 1 });
    const { key, collaboration } = newBusinessKey();

    expect(codes).toEqual([['9002', '9'], ['9999', '9'], ['9999']]);
    await expect(submit({ key, collaboration })).rejects.toThrow('signData');
    expect(await statesOf(key)).toEqual(['9']);
  });

  it('refused, and then done: both are entries', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('freeze-pension-account', 'refuse', { code: 'U03', reason: '账户已冻结', times: 1 });
    const refused = await stateAfter({ key, collaboration });
    await submit({ key, collaboration });

    expect([refused, await statesOf(key)]).toEqual([
      ['0000', '5', 'U03'],
      ['5', '9'],
    ]);
  });
});

it('stays in work until it is decided, with a time that is null', async () => {
  await desk.on('freeze-pension-account', 'pend');
  const { key, result } = await submit();
  const before = await statesOf(key);
  await desk.decide(key, { outcome: 'refused' });

  expect([result, before]).toMatchObject([{ state: '1', finishedAt: null, outputs: {} }, ['1']]);
  expect((await query(key)).list).toMatchObject([
    { state: '5', refuseCode: 'U99', refuseText: '不符合办理条件' },
  ]);
});

it('takes back the newest of the case and applicant only, done or in work', async () => {
  const { key, collaboration } = newBusinessKey();
  await submit({ key, collaboration });
  await desk.on('freeze-pension-account', 'pend', { times: 1 });
  await submit({ key, collaboration });
  const undo = (who = holders[0]) => stateAfter({ isUndo: true, collaboration, who });

  expect(await undo(holders[1])).toEqual(['0000', '5', 'U04']);
  expect(await undo()).toEqual(['0000', '9', '']);
  expect(await statesOf(key)).toEqual(['9', '7']);
  expect(await undo()).toEqual(['0000', '9', '']);
  expect(((await query(key)).list ?? []).map(({ state, outputs }) => [state, outputs])).toEqual([
    ['7', { acctState: '03' }],
    ['7', {}],
  ]);
  expect(await undo()).toEqual(['0000', '5', 'U04']);
});

describe('refuses', () => {
  const party = { role: 'agent', idType: 'resident', idNo: STRANGER.number, name: '某' };
  const many = (count: number) =>
    Array.from({ length: count }, (_, n) => ({
      ...party,
      idNo: `10993320010909${String(n).padStart(4, '0')}`,
    }));
  const form = (count: number, value = '1') =>
    Object.fromEntries(Array.from({ length: count }, (_, n) => [`f${n}`, value]));

  it.each<[string, Order, string]>([
    ['a short key', { key: 'SHORT' }, '3001'],
    ['a member that is missing', { change: { itemCode: null } }, '3001'],
    ['no parties', { change: { parties: null } }, '3001'],
    ['no name', { change: { aac003: '' } }, '3001'],
    ['an unknown role', { change: { parties: [{ ...party, role: 'friend' }] } }, '3001'],
    ['a party twice', { change: { parties: [party, party] } }, '3001'],
    ['a form that is a list', { change: { form: [] } }, '3001'],
    ['a number in the form', { change: { form: { a: 1 } } }, '3001'],
    ['a control character', { change: { form: { a: '甲\n乙' } } }, '3001'],
    ['an empty value', { change: { form: { a: ' ' } } }, '3001'],
    ['a name that is none', { change: { form: { 'a-b': '1' } } }, '3001'],
    ['a value of 401 characters', { change: { form: form(1, '𬭩'.repeat(401)) } }, '3003'],
    ['a name of 201 characters', { change: { aac003: '某'.repeat(201) } }, '3003'],
    ['65 fields', { change: { form: form(65) } }, '3003'],
    ['8 other parties', { change: { parties: many(8) } }, '3003'],
    ['an unknown business', { code: '9999' }, '3004'],
    ['what cannot be taken back', { code: '1104', isUndo: true }, '3004'],
  ])('%s', async (_what, order, code) => {
    const { key, rtnCode, result } = await submit(order);

    expect([rtnCode, result]).toEqual([code, undefined]);
    expect((await desk.ledgerOf(key)).entries).toEqual([]);
  });

  it('a query that is none; and nothing that is at the limits', async () => {
    expect((await query('x')).rtnCode).toBe('3001');
    expect((await submit({ change: { form: {}, parties: many(7) } })).rtnCode).toBe('0000');
    expect((await submit({ change: { form: form(64, 'a'.repeat(400)) } })).rtnCode).toBe('0000');
    // Above 64 KiB the gateway has no JSON at all.
    await expect(submit({ change: { form: form(64, '某'.repeat(400)) } })).rejects.toThrow(SyntaxError);
    expect((await submit({ change: { form: form(1, '𬭩'.repeat(400)) } })).rtnCode).toBe('0000');
    expect((await submit({ change: { aac002: holders[0]?.number.toLowerCase() } })).rtnCode).toBe('0000');
  });

  it('what it does not take, by a switch', async () => {
    await desk.on('transfer-pension-fund', 'fail', { code: '3004' });

    expect(await submit({ code: '1104' })).toMatchObject({ rtnCode: '3004', rtnMsg: '业务代码不受理' });
  });
});

describe('faults', () => {
  it('another person answers, though the right one was served', async () => {
    await desk.ask('PUT', 'fault', { kind: 'wrong-person' });
    const { key, result } = await submit();

    expect(result).not.toMatchObject({ person: { aac002: holders[0]?.number.toLowerCase() } });
    expect((await desk.ledgerOf(key)).entries[0]).toMatchObject({ applicant: holders[0]?.number });
  });

  it('an unknown state; maintenance and errors before anything is done', async () => {
    await desk.ask('PUT', 'fault', { kind: 'stale-schema' });
    const stale = await submit();
    await desk.ask('PUT', 'fault', { kind: 'error', code: null });
    const broken = await submit();
    await desk.ask('PUT', 'fault', { kind: 'maintenance' });
    const { key, collaboration } = newBusinessKey();

    await expect(submit({ key, collaboration })).rejects.toThrow('signData');
    expect(stale.result?.['state']).toBe('3');
    expect(broken.rtnCode).toBe('9999');
    expect([await desk.ledgerOf(key), await desk.ledgerOf(broken.key)]).toMatchObject([
      { count: { attempts: 0 } },
      { count: { attempts: 0 } },
    ]);
  });
});
