import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { type NodeOrder, withNodeDesk } from '../support/withNodeDesk.ts';

const STRANGER = { number: '109933200109090025', name: '某𬭩' };
const world = createWorld();
const hub = withNodeDesk(world);
const { submit, query, toldOf, holders } = hub;
const stateAfter = async (order: NodeOrder) => {
  const { status, code, rows } = await submit(order);
  return [status, code, rows[0]?.['BLZT']];
};

describe('an order', () => {
  it('is done at once, and its row is about who was asked', async () => {
    const { key, collaboration } = newBusinessKey();
    const { status, code, text, rows } = await submit({ key, collaboration });

    expect([status, code]).toEqual(['0', '0000']);
    expect(text).toContain('<SJSJ>20261122120000</SJSJ><rows hs="1">');
    expect(rows).toEqual([
      {
        ZJHM: holders[0]?.number.toLowerCase(),
        XINGMING: holders[0]?.name,
        YWBH: key,
        XTBH: collaboration,
        YWDM: 'TQD',
        BLFX: '1',
        ZXLSH: expect.stringMatching(/^33000020261122\d{6}$/),
        BLZT: '10',
        BJSJ: '20261122120000',
        JJDM: '',
        JJYY: '',
        JGS: '1',
        outputs: expect.stringMatching(/^DJBH=\d{16}$/),
      },
    ]);
    expect(await hub.desk.ledgerOf(key)).toMatchObject({
      entries: [{ action: 'hold-withdrawal', fields: { remark: '甲|乙 & "丙" <丁>' }, status: 'done' }],
      count: { attempts: 1, entries: 1, effects: 1 },
    });
  });

  it.each<[string, RegExp]>([
    ['LXH', /^LXHBH=\d{18}$/],
    ['LXQ', /^$/],
    ['ZHF', /^ZYJE=\d+\.\d\d GRZH=\d{12}$/],
    ['ZCZ', /^ZFLSH=\d{20} ZYJE=\d+\.\d\d$/],
    ['RZH', /^XFBZ=0$/],
    ['ZHX', /^GRZHZT=\d\d GRZHYE=\d+\.\d\d$/],
    ['GFH', /^HYBZ=0$/],
    ['TQZ', /^ZFLSH=\d{20}$/],
    ['JCZ', /^$/],
    ['JQZ', /^$/],
    ['DWK', /^$/],
    ['DWB', /^$/],
    ['TQH', /^$/],
  ])('%s yields what its table says', async (code, outputs) => {
    const { rows } = await submit({ code });

    expect(rows[0]).toMatchObject({ BLZT: '10', outputs: expect.stringMatching(outputs) });
  });

  it('is refused with zt 1 and its row for somebody who is not on file, or not under this name; not for who comes from elsewhere', async () => {
    const misnamed = { number: holders[0]?.number ?? '', name: '某人' };
    const told = await submit({ who: STRANGER });

    expect([told.status, told.code, told.rows[0]]).toMatchObject([
      '1',
      '5001',
      { ZJHM: STRANGER.number, XINGMING: STRANGER.name, BLZT: '30', JJDM: '5001', JJYY: '申请人信息不符' },
    ]);
    expect(await stateAfter({ who: misnamed })).toEqual(['1', '5001', '30']);
    expect(await stateAfter({ who: misnamed, code: 'LXH' })).toEqual(['1', '5001', '30']);
    expect(await stateAfter({ who: STRANGER, code: 'LXH' })).toEqual(['0', '0000', '10']);
    expect(await stateAfter({ who: STRANGER, code: 'LXH', isUndo: true })).toEqual(['1', '5004', '30']);
  });

  it('of a mismatch says 1', async () => {
    await hub.desk.on('book-transfer', 'mismatch');

    expect((await submit({ code: 'RZH' })).rows[0]?.outputs).toBe('XFBZ=1');
  });
});

describe('again', () => {
  it('is refused under a number of this day, and done again under a fresh one, which no answer says', async () => {
    const { key, collaboration } = newBusinessKey();
    const falsified = { sequence: '777700000001' };
    const [first] = (await submit({ key, collaboration, falsified })).rows;
    const repeated = await submit({ key, collaboration, falsified });
    const counted = (await hub.desk.ledgerOf(key)).count;
    const [second] = (await submit({ key, collaboration })).rows;

    expect([repeated.code, repeated.rows, counted]).toEqual([
      '2002',
      [],
      { attempts: 1, entries: 1, effects: 1 },
    ]);
    expect(second?.['ZXLSH']).not.toBe(first?.['ZXLSH']);
    expect((await query(key)).rows).toEqual([first, second]);
    expect((await hub.desk.ledgerOf(key)).count).toEqual({ attempts: 2, entries: 2, effects: 2 });
  });

  it('the same number protects for one day only: past midnight in Beijing it is done again', async () => {
    const { key, collaboration } = newBusinessKey();
    const falsified = { sequence: '777700000002' };
    hub.pass(Date.parse('2026-11-22T15:59:58Z') - hub.now);
    await hub.node.signIn({ time: hub.now });
    await submit({ key, collaboration, falsified });
    const before = await submit({ key, collaboration, falsified });
    hub.pass(2_000);
    const after = await submit({ key, collaboration, falsified });
    // Sent on the old day, though read on the new one.
    const late = await submit({ key, collaboration, falsified: { ...falsified, time: hub.now - 2_000 } });

    expect([before.code, after.code, late.code]).toEqual(['2002', '0000', '2002']);
    expect((await hub.desk.ledgerOf(key)).count).toMatchObject({ attempts: 2, effects: 2 });
  });

  it('asked by key: no row, 0000, as long as nothing was done', async () => {
    const { key, collaboration } = newBusinessKey();
    await hub.desk.on('hold-withdrawal', 'busy', { times: 1 });
    const busy = await submit({ key, collaboration });
    const asked = await query(key);

    expect([busy.status, busy.code, busy.rows]).toEqual(['1', '9001', []]);
    expect([asked.status, asked.code, asked.rows]).toEqual(['0', '0000', []]);
    expect(asked.text).toContain('<rows hs="0"></rows></body>');
    expect((await submit({ key, collaboration })).code).toBe('0000');
  });

  it('lost: the connection closes after the work, and the books show it seconds later', async () => {
    const { key, collaboration } = newBusinessKey();
    await hub.desk.on('all', 'hold-answer', { seenAfterMs: 9_000, times: 1 });

    await expect(submit({ key, collaboration })).rejects.toThrow();
    expect((await query(key)).rows).toEqual([]);
    hub.pass(9_000);
    expect((await query(key)).rows).toMatchObject([{ BLZT: '10' }]);
    expect((await hub.desk.ledgerOf(key)).count).toMatchObject({ effects: 1 });
  });

  it('9999 although it was done, or because nothing was', async () => {
    await hub.desk.on('all', 'hold-answer', { as: 'error', times: 1 });
    const done = await submit();
    await hub.desk.on('all', 'fail', { code: '9999', times: 1 });
    const failed = await submit();

    expect([done, failed].map(({ status, code, rows }) => [status, code, rows])).toEqual([
      ['1', '9999', []],
      ['1', '9999', []],
    ]);
    expect([(await query(done.key)).rows.length, (await query(failed.key)).rows.length]).toEqual([1, 0]);
  });
});

describe('later', () => {
  it('zt 2 without a listener too; what is decided comes in a file, again until it is acknowledged, under the same number', async () => {
    await hub.desk.on('review-transfer-account', 'pend');
    const { key, status, code, rows } = await submit({ code: 'ZHF' });
    const asked = await query(key);
    hub.listener.answer = (_message, count) => (count < 3 ? 'hang up' : 'acknowledge');
    await hub.desk.decide(key, { outcome: 'refused', code: '5006', reason: '金额|不符' });
    await expect.poll(() => toldOf(key).length).toBe(3);

    expect([status, code, rows[0]]).toMatchObject(['2', '0001', { BLZT: '20', BJSJ: '', JGS: '0' }]);
    expect(asked.rows).toMatchObject([{ BLZT: '20' }]);
    const [first, ...more] = toldOf(key);
    expect(first?.cells.slice(3)).toEqual([
      key,
      rows[0]?.['XTBH'],
      ...['ZHF', '1', rows[0]?.['ZXLSH'], '30', '20261122120000', '5006', '金额｜不符', '0'],
    ]);
    expect(more).toEqual([first, first]);
    expect((await query(key)).rows).toMatchObject([{ BLZT: '30', JJDM: '5006', JJYY: '金额|不符' }]);
  });

  it('a file overtakes its answer, comes twice, with lines of several requests, or never', async () => {
    await hub.desk.on('all', 'feedback', { timing: 'after-next', times: 1 });
    const carried = await submit({ code: 'LXH' });
    await hub.desk.on('all', 'feedback', { timing: 'early', copies: 2, repeats: 1, times: 1 });
    const early = await submit();
    const before = toldOf(early.key).length;
    await expect.poll(() => toldOf(early.key).length).toBe(4);
    await hub.desk.on('all', 'feedback', { timing: 'never', times: 1 });
    const never = await submit();

    expect([carried, early, never].map(({ status, code }) => [status, code])).toEqual([
      ['2', '0001'],
      ['2', '0001'],
      ['2', '0001'],
    ]);
    expect(before).toBeGreaterThan(0);
    expect(new Set(toldOf(early.key).map(({ sequence }) => sequence)).size).toBe(2);
    expect(new Set(toldOf(early.key).map(({ cells }) => cells.slice(8).join()))).toEqual(
      new Set([expect.stringMatching(/^10,20261122120000,,,1,DJBH,\d{16}$/)]),
    );
    expect(toldOf(carried.key).map(({ sequence }) => sequence)).toEqual(
      toldOf(early.key).map(({ sequence }) => sequence),
    );
    expect([toldOf(never.key), (await query(never.key)).rows]).toMatchObject([[], [{ BLZT: '10' }]]);
    expect((await hub.desk.ledgerOf(early.key)).count).toMatchObject({ effects: 1 });
  });

  it('an unruly hub puts everything off', async () => {
    await hub.desk.ask('PUT', 'fault', { kind: 'unruly-pushes' });
    const { key, status } = await submit();
    await expect.poll(() => toldOf(key).length).toBe(4);

    expect(status).toBe('2');
  });

  it('can be had told again, and by a release of all', async () => {
    await hub.desk.on('review-transfer-account', 'pend');
    const { key } = await submit({ code: 'ZHF' });
    await hub.desk.ask('POST', 'ledger/release');
    await expect.poll(() => toldOf(key).length).toBe(1);
    await hub.desk.ask('POST', `ledger/${key}/feedback`);
    await expect.poll(() => toldOf(key).length).toBe(2);

    expect(toldOf(key).map(({ cells }) => cells[8])).toEqual(['10', '10']);
  });
});

it('takes back the newest of the case and applicant only; what was in work is told 40, what was done is not told', async () => {
  const { key, collaboration } = newBusinessKey();
  await submit({ key, collaboration });
  await hub.desk.on('hold-withdrawal', 'pend', { times: 1 });
  await submit({ key, collaboration });
  const undo = (who = holders[0]) => stateAfter({ isUndo: true, collaboration, who });

  expect(await undo(holders[1])).toEqual(['1', '5004', '30']);
  expect(await undo()).toEqual(['0', '0000', '10']);
  await expect.poll(() => toldOf(key).map(({ cells }) => cells[8])).toEqual(['40']);
  expect(await undo()).toEqual(['0', '0000', '10']);
  expect((await query(key)).rows.map(({ BLZT, outputs }) => [BLZT, outputs !== ''])).toEqual([
    ['40', true],
    ['40', false],
  ]);
  expect(await undo()).toEqual(['1', '5004', '30']);
  expect(toldOf(key)).toHaveLength(1);
});

describe('refuses', () => {
  const swap = (from: string | RegExp, to: string) => ({ spoil: (body: string) => body.replace(from, to) });

  it.each<[string, NodeOrder, string]>([
    ['a short key', { key: 'SHORT' }, '2004'],
    ['an element that is missing', swap(/<SXBM>.*<\/SXBM>/, ''), '2004'],
    ['a count of parties that is wrong', swap('<DSRS>1', '<DSRS>2'), '2004'],
    ['a count of fields that is wrong', swap('<BDS>1', '<BDS>0'), '2004'],
    ['no applicant', swap('<JS>SQ', '<JS>DB'), '2004'],
    ['an unknown role', swap('<JS>SQ', '<JS>XX'), '2004'],
    ['a khh that is not the applicant', { falsified: { head: { khh: STRANGER.number } } }, '2004'],
    ['a control character', { fields: [['remark', '甲\n乙']] }, '2004'],
    ['an empty value', { fields: [['remark', ' ']] }, '2004'],
    ['a name that is none', { fields: [['a-b', '1']] }, '2004'],
    [
      'a name twice',
      {
        fields: [
          ['a', '1'],
          ['a', '2'],
        ],
      },
      '2004',
    ],
    ['a value of 401 characters', { fields: [['remark', '𬭩'.repeat(401)]] }, '2005'],
    ['a party of 201 characters', swap(/<MC>.*<\/MC>/, `<MC>${'某'.repeat(201)}</MC>`), '2005'],
    ['65 fields', { fields: Array.from({ length: 65 }, (_, n) => [`f${n}`, '1'] as const) }, '2005'],
    ['an unknown business', { code: 'XXX' }, '2008'],
    ['what cannot be taken back', { code: 'TQZ', isUndo: true }, '2008'],
    ['a character reference', swap('甲', '&#49;'), '2001'],
  ])('%s', async (_what, order, code) => {
    const { key, status, code: given, rows } = await submit(order);

    expect([status, given, rows]).toEqual(['1', code, []]);
    expect((await hub.desk.ledgerOf(key)).entries).toEqual([]);
  });

  it('a query that is none; elements inside elements mean nothing elsewhere; and nothing that is at the limits', async () => {
    const full = Array.from({ length: 64 }, (_, n) => [`f${n}`, '𬭩'.repeat(400)] as const);
    const who = holders.find(({ number }) => number.endsWith('X'));

    expect((await query('x')).code).toBe('2004');
    expect((await hub.ask('GJJB02', STRANGER.number, '<YWBH>TB20261122000001S1</YWBH>')).code).toBe('2004');
    expect((await hub.ask('GJJC01', STRANGER.number, '<BD><XMC>a</XMC></BD>')).code).toBe('0000');
    expect((await submit({ fields: full })).code).toBe('0000');
    expect((await submit({ fields: [] })).code).toBe('0000');
    expect((await submit({ who, ...swap(/X<\/ZJHM>/, 'x</ZJHM>') })).code).toBe('0000');
  });
});

describe('faults', () => {
  it('another person in the row, an unknown state, maintenance before anything is done', async () => {
    await hub.desk.ask('PUT', 'fault', { kind: 'wrong-person' });
    const wrong = await submit();
    await hub.desk.ask('PUT', 'fault', { kind: 'stale-schema' });
    const stale = await submit();
    await hub.desk.ask('PUT', 'fault', { kind: 'maintenance', until: '2026-11-22T06:00:00Z' });
    const maintained = await submit();
    await hub.desk.ask('DELETE', 'fault');

    expect(wrong.rows[0]?.['ZJHM']?.toUpperCase()).not.toBe(holders[0]?.number);
    expect((await hub.desk.ledgerOf(wrong.key)).entries[0]).toMatchObject({ applicant: holders[0]?.number });
    expect(stale.rows[0]?.['BLZT']).toBe('77');
    expect([maintained.code, maintained.text]).toEqual([
      '9002',
      expect.stringContaining('<HFSJ>20261122140000</HFSJ>'),
    ]);
    expect((await hub.desk.ledgerOf(maintained.key)).count).toMatchObject({ attempts: 0, effects: 0 });
  });

  it('another person in a file', async () => {
    await hub.desk.on('review-transfer-account', 'pend');
    const { key } = await submit({ code: 'ZHF' });
    await hub.desk.ask('PUT', 'fault', { kind: 'wrong-person' });
    await hub.desk.decide(key, { outcome: 'done' });
    await expect.poll(() => toldOf(key).length).toBe(1);

    expect(toldOf(key)[0]?.cells[1]?.toUpperCase()).not.toBe(holders[0]?.number);
  });
});
