import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { pinyinRest } from '../../../sandbox/dialects/pinyin-rest/pinyinRest.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { yuanText } from '../../../sandbox/yuanText.ts';
import { createDeskAdmin, type DeskAdmin } from '../support/createDeskAdmin.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { call, type Falsified, signedCall } from '../support/signedCall.ts';
import { systemOf } from '../support/systemOf.ts';

const PLACE = 'housing-fund/430700';
const world = createWorld();
const [citizen, other] = world.holders.filter(({ holdings }) => holdings['housing-fund'].includes('430700'));
const STRANGER = { number: '109901190001010000', name: '某人' };

let sandbox: Sandbox;
let desk: DeskAdmin;
beforeAll(async () => {
  sandbox = await startSandbox({
    systems: ({ id }) => id === PLACE || id === 'housing-fund/340100',
    secret: 'of a test',
  });
  desk = createDeskAdmin(sandbox, PLACE);
});
afterEach(() => desk.off());
afterAll(() => sandbox.close());

interface Order {
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string };
  readonly change?: object;
}

function bodyOf(order: Order = {}) {
  const fresh = newBusinessKey();
  const { code = '7103', key = fresh.key, collaboration = fresh.collaboration, who = citizen } = order;
  return {
    DJLSH: key,
    XTBH: collaboration,
    YWDM: code,
    SXBM: 'transfer-housing-fund',
    SLXZQH: '440900',
    BLXZQH: '430700',
    DSRLB: [{ JS: '01', ZJLX: '01', ZJHM: who?.number ?? '', MC: who?.name ?? '' }],
    XMLB: [{ XMC: 'remark', XMZ: '甲|乙 & "丙"' }],
    ...order.change,
  };
}

const submit = (body: unknown, falsified: Falsified = {}) =>
  call(systemOf(sandbox, PLACE), '/ywbl/submit', body, falsified);
const query = (DJLSH: string) => call(systemOf(sandbox, PLACE), '/ywbl/query', { DJLSH });
const trimmed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (_key, inner) => (typeof inner === 'string' ? inner.trim() : inner));
const outputsOf = (answer: Record<string, unknown>) =>
  Object.fromEntries(
    (trimmed(answer['rows']) as { XMC: string; XMZ: string }[]).map(({ XMC, XMZ }) => [XMC, XMZ]),
  );
async function stateAfter(order: Order) {
  const { answer } = await submit(bodyOf(order));
  return [answer['code'], answer['BLZT'], answer['JJDM']];
}

describe('an order', () => {
  it('is done at once, and the answer is about who was asked', async () => {
    const body = bodyOf();
    const { status, answer } = await submit(body);

    expect(status).toBe(200);
    expect(Object.keys(answer)).toEqual(
      'code msg JGMC SJSJ DJLSH XTBH YWDM ZJHM MC YWLSH BLZT BJSJ JJDM JJYY rows'.split(' '),
    );
    expect(trimmed(answer)).toMatchObject({
      code: '0000',
      DJLSH: body.DJLSH,
      XTBH: body.XTBH,
      YWDM: '7103',
      ZJHM: citizen?.number,
      MC: citizen?.name,
      YWLSH: expect.stringMatching(/^430700\d{14}$/),
      BLZT: '01',
      BJSJ: expect.stringMatching(/^\d{14}$/),
      JJDM: '',
      JJYY: '',
    });
    expect(await desk.ledgerOf(body.DJLSH)).toMatchObject({
      entries: [
        {
          action: 'review-transfer-account',
          applicant: citizen?.number,
          collaborationNumber: body.XTBH,
          fields: { remark: '甲|乙 & "丙"' },
          status: 'done',
        },
      ],
      count: { attempts: 1, entries: 1, effects: 1 },
    });
    expect(JSON.stringify((await desk.ledgerOf(body.DJLSH)).entries)).not.toContain(citizen?.name);
  });

  it('moves the amount that the account has, in review and in payment alike', async () => {
    const account = world.findHousingFundFile('430700', citizen?.number ?? '')?.accounts.at(-1);
    const review = outputsOf((await submit(bodyOf({ code: '7103' }))).answer);
    const payment = outputsOf((await submit(bodyOf({ code: '7104' }))).answer);

    expect(review).toEqual({ ZYJE: yuanText(account?.balanceFen ?? 0n), GRZH: account?.number });
    expect(payment).toEqual({ ZYJE: review['ZYJE'], ZFLSH: expect.stringMatching(/^\d{20}$/) });
  });

  it.each([
    ['7101', { LXHBH: /^\d{18}$/ }],
    ['7102', {}],
    ['7105', { DZJG: /^1$/ }],
    ['7201', { GRZHZT: /^\d\d$/, GRZHYE: /^\d+\.\d\d$/ }],
    ['7202', { HYJG: /^1$/ }],
    ['7203', { DJBH: /^\d{16}$/ }],
    ['7204', { ZFLSH: /^\d{20}$/ }],
    ['7301', {}],
    ['7302', {}],
    ['7401', {}],
    ['7402', {}],
    ['7501', {}],
  ])('%s yields what its table says', async (code, outputs: Record<string, RegExp>) => {
    const { answer } = await submit(bodyOf({ code }));

    expect(outputsOf(answer)).toEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, form]) => [name, expect.stringMatching(form)])),
    );
  });

  it('is refused for somebody who is not on file, or not under this name, with code 0000', async () => {
    const misnamed = { number: citizen?.number ?? '', name: STRANGER.name };

    expect(await stateAfter({ who: STRANGER })).toEqual(['0000', '03', 'B01']);
    expect(await stateAfter({ who: misnamed })).toEqual(['0000', '03', 'B01']);
    expect(await stateAfter({ who: STRANGER, code: '7202' })).toEqual(['0000', '01', '']);
    expect(await stateAfter({ who: STRANGER, code: '7401' })).toEqual(['0000', '01', '']);
  });
});

describe('the same key again', () => {
  it('with the same content does nothing, in whatever order and spelling', async () => {
    const who = world.holders.find(
      ({ number, holdings }) => number.endsWith('X') && holdings['housing-fund'].includes('430700'),
    );
    const party = { JS: '02', ZJLX: '01', ZJHM: other?.number ?? '', MC: other?.name ?? '' };
    const body = bodyOf({
      who: who ?? STRANGER,
      change: {
        XMLB: [
          { XMC: 'a', XMZ: '1' },
          { XMC: 'B', XMZ: '2' },
        ],
      },
    });
    const first = await submit({ ...body, DSRLB: [...body.DSRLB, party] });
    const [applicant] = body.DSRLB;
    const again = await submit({
      XMLB: [
        { XMZ: ' 2', XMC: 'B' },
        { XMC: 'a', XMZ: '1' },
      ],
      ...Object.fromEntries(
        Object.entries(body)
          .filter(([name]) => name !== 'XMLB')
          .toReversed(),
      ),
      DSRLB: [party, { ...applicant, ZJHM: applicant?.ZJHM.toLowerCase() }],
    });

    expect({ ...again.answer, SJSJ: '' }).toEqual({ ...first.answer, SJSJ: '' });
    expect((await desk.ledgerOf(body.DJLSH)).count).toEqual({ attempts: 2, entries: 1, effects: 1 });
  });

  it('with other content is 2003', async () => {
    const body = bodyOf();
    await submit(body);
    const { status, answer } = await submit({ ...body, XMLB: [] });

    expect([status, answer['code']]).toEqual([409, '2003']);
    expect((await desk.ledgerOf(body.DJLSH)).count.effects).toBe(1);
  });

  it('is free after a code that says that nothing was done', async () => {
    const body = bodyOf();
    await desk.on('review-transfer-account', 'busy', { times: 1 });
    const busy = await submit(body);
    const unknown = await query(body.DJLSH);
    const done = await submit({ ...body, XMLB: [] });

    expect([busy.status, busy.answer['code']]).toEqual([503, '3001']);
    expect([unknown.status, unknown.answer['code']]).toEqual([404, '2004']);
    expect(done.answer['BLZT']).toBe('01');
  });

  it('at the same moment has one effect, and both get its answer', async () => {
    const body = bodyOf();
    const [one, another] = await Promise.all([submit(body), submit(body)]);

    expect(one.answer['YWLSH']).toBe(another.answer['YWLSH']);
    expect((await desk.ledgerOf(body.DJLSH)).count).toMatchObject({ attempts: 2, entries: 1 });
  });
});

describe('switches', () => {
  it('refuse, with a reason', async () => {
    await desk.on('pay-transfer', 'refuse', { code: 'B03', reason: '有未结清贷款' });
    const { answer } = await submit(bodyOf({ code: '7104' }));

    expect(trimmed(answer)).toMatchObject({
      code: '0000',
      BLZT: '03',
      JJDM: 'B03',
      JJYY: '有未结清贷款',
      rows: [],
    });
    expect(await stateAfter({ code: '7103' })).toEqual(['0000', '01', '']);
  });

  it('pend, until somebody decides; the query tells', async () => {
    await desk.on('all', 'pend');
    const [granted, refused] = [bodyOf(), bodyOf()];
    const first = await submit(granted);
    await submit(refused);
    await desk.decide(granted.DJLSH, { outcome: 'done' });
    await desk.decide(refused.DJLSH, { outcome: 'refused', code: 'B02', reason: '账户状态不允许' });
    const again = await desk.ask('POST', `ledger/${granted.DJLSH}/decide`, { outcome: 'done' });

    expect([first.answer['BLZT'], String(first.answer['BJSJ']).trim(), first.answer['rows']]).toEqual([
      '02',
      '',
      [],
    ]);
    expect((await query(granted.DJLSH)).answer['BLZT']).toBe('01');
    expect(outputsOf((await submit(granted)).answer)).toHaveProperty('ZYJE');
    expect((await query(refused.DJLSH)).answer).toMatchObject({ BLZT: '03', JJDM: 'B02' });
    expect(again.status).toBe(400);
  });

  it('hold the answer back: done, and the connection is lost', async () => {
    const body = bodyOf();
    await desk.on('review-transfer-account', 'hold-answer', { times: 1 });

    await expect(submit(body)).rejects.toThrow();
    expect((await query(body.DJLSH)).answer['BLZT']).toBe('01');
    expect((await submit(body)).answer['BLZT']).toBe('01');
    expect((await desk.ledgerOf(body.DJLSH)).count).toEqual({ attempts: 2, entries: 1, effects: 1 });
  });

  it('answer 9999 although it was done, or because nothing was', async () => {
    const [done, failed] = [bodyOf(), bodyOf()];
    await desk.on('all', 'hold-answer', { as: 'error', times: 1 });
    const { status, answer } = await submit(done);
    await desk.on('all', 'fail', { code: '9999', times: 1 });
    await submit(failed);

    expect([status, answer['code']]).toEqual([500, '9999']);
    expect((await query(done.DJLSH)).answer['BLZT']).toBe('01');
    expect((await query(failed.DJLSH)).answer['code']).toBe('2004');
  });

  it('let the money not match', async () => {
    await desk.on('book-transfer', 'mismatch');

    expect(outputsOf((await submit(bodyOf({ code: '7105' }))).answer)).toEqual({ DZJG: '0' });
  });

  it.each([
    ['PUT', 'handling/no-such-action', { kind: 'pend' }, 400],
    ['PUT', 'handling/pay-transfer', { kind: 'nonsense' }, 400],
    ['PUT', 'handling/pay-transfer', { kind: 'feedback' }, 400],
    ['POST', 'ledger/TB20261122999999S1/decide', { outcome: 'done' }, 400],
    ['POST', 'ledger', {}, 404],
  ])('%s %s %j is refused', async (method, path, body, status) => {
    expect((await desk.ask(method, path, body)).status).toBe(status);
  });
});

describe('taking back', () => {
  it('takes back the newest entry of the case and applicant, done or in work, and only once', async () => {
    const { key, collaboration } = newBusinessKey();
    await submit(bodyOf({ key, collaboration, code: '7203' }));
    const undo = (who = citizen) =>
      stateAfter({ code: '7293', collaboration, ...(who === undefined ? {} : { who }) });

    expect(await undo(other)).toEqual(['0000', '03', 'B04']);
    expect(await undo()).toEqual(['0000', '01', '']);
    expect(await undo()).toEqual(['0000', '03', 'B04']);
    const { answer } = await query(key);
    expect(answer['BLZT']).toBe('04');
    expect(outputsOf(answer)).toEqual({ DJBH: expect.stringMatching(/^\d{16}$/) });
  });

  it('takes back what is in work, which then has no outputs', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('review-transfer-account', 'pend');
    await submit(bodyOf({ key, collaboration }));
    await submit(bodyOf({ code: '7193', collaboration }));

    expect((await query(key)).answer).toMatchObject({ BLZT: '04', rows: [] });
    expect((await desk.ask('POST', `ledger/${key}/decide`, { outcome: 'done' })).status).toBe(400);
  });
});

describe('refuses', () => {
  const field = (XMZ: string, XMC = 'remark') => ({ XMLB: [{ XMC, XMZ }] });
  const party = (change: object) => ({ DSRLB: [{ ...bodyOf().DSRLB[0], ...change }] });

  it.each<[string, object, number, string]>([
    ['a short key', { DJLSH: 'A'.repeat(15) }, 400, '2001'],
    ['a key in lower case', { DJLSH: 'a'.repeat(16) }, 400, '2001'],
    ['an item in upper case', { SXBM: 'Transfer' }, 400, '2001'],
    ['no party', { DSRLB: [] }, 400, '2001'],
    ['no applicant', party({ JS: '02' }), 400, '2001'],
    ['an unknown role', party({ JS: '08' }), 400, '2001'],
    ['a control character', field('甲\n乙'), 400, '2001'],
    ['an empty value', field(' '), 400, '2001'],
    ['a name that begins with a digit', field('x', '1a'), 400, '2001'],
    ['a name twice', { XMLB: [...field('1').XMLB, ...field('2').XMLB] }, 400, '2001'],
    ['a form that is missing', { XMLB: undefined }, 400, '2001'],
    ['a value of 401 characters', field('𬭩'.repeat(401)), 400, '2002'],
    ['a name of 201 characters', party({ MC: '𬭩'.repeat(201) }), 400, '2002'],
    ['65 fields', { XMLB: Array.from({ length: 65 }, (_, n) => ({ XMC: `f${n}`, XMZ: '1' })) }, 400, '2002'],
    ['an unknown business', { YWDM: '7999' }, 400, '2011'],
  ])('%s', async (_what, change, status, code) => {
    const body = bodyOf({ change });
    const refused = await submit(body);

    expect([refused.status, refused.answer['code']]).toEqual([status, code]);
  });

  it('forged calls, a query that is none, and takes 400 characters outside the plane', async () => {
    expect((await submit(bodyOf(), { sign: '0'.repeat(64) })).answer['code']).toBe('1001');
    expect((await query('x')).answer['code']).toBe('2001');
    expect((await submit(bodyOf({ change: field('𬭩'.repeat(400)) }))).answer['code']).toBe('0000');
  });

  it('both interfaces where handling is not offered', () => {
    const { handling, ...options } = systemOf(sandbox, PLACE).options;
    const site = {
      department: 'housing-fund',
      jurisdiction: '430700',
      options,
      world,
      clock: Date.now,
      randomBytes: Buffer.alloc,
      derive: (_label: string, length: number) => Buffer.alloc(length),
    };
    const { headers, body } = signedCall(systemOf(sandbox, PLACE), '/ywbl/query', { DJLSH: 'x' });
    const request = { method: 'POST', path: '/gjj/ywbl/query', headers, body: Buffer.from(body) };
    const answer = pinyinRest.createSystem(site)(request, world, { kind: 'none' });

    expect([handling, pinyinRest.createDesk?.(site)]).toEqual(['offered', null]);
    expect([answer.status, JSON.parse(answer.body.toString()).code]).toEqual([403, '2010']);
  });
});

describe('faults', () => {
  const fault = (body?: object) => desk.ask(body === undefined ? 'DELETE' : 'PUT', 'fault', body);
  afterEach(() => fault());

  it('another person answers, though the right one was served', async () => {
    const body = bodyOf();
    await fault({ kind: 'wrong-person' });
    const { answer } = await submit(body);

    expect(trimmed(answer['ZJHM'])).not.toBe(citizen?.number);
    expect((await desk.ledgerOf(body.DJLSH)).entries[0]).toMatchObject({ applicant: citizen?.number });
  });

  it('an unknown state, a maintenance', async () => {
    const body = bodyOf();
    await fault({ kind: 'stale-schema' });
    const stale = await submit(body);
    await fault({ kind: 'maintenance', until: '2099-01-01T00:00:00Z' });
    const shut = await query(body.DJLSH);

    expect(stale.answer['BLZT']).toBe('07');
    expect(shut).toMatchObject({ status: 503, answer: { code: '3002', HFSJ: '20990101080000' } });
  });
});
