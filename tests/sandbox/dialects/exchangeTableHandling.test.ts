import { describe, expect, it } from 'vitest';
import { exchangeTable } from '../../../sandbox/dialects/exchange-table/exchangeTable.ts';
import type { Fault } from '../../../sandbox/faults/Fault.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { type TableOrder, withTableDesks } from '../support/withTableDesks.ts';

const STRANGER = { number: '109933200109090025', name: '某𬭩' };
const AMOUNT = /^\d+\.\d\d$/;
const desks = withTableDesks();
const {
  again,
  countOf,
  handle,
  holdersOf,
  insured,
  outputsOf,
  put,
  saver,
  stateOf,
  statesOf,
  switchOn,
  toldOf,
} = desks;

describe('a request', () => {
  it('waits for the run, and is done and answered by it, both at once', async () => {
    const { key, collaboration } = newBusinessKey();
    await put({ key, collaboration });
    const before = [await stateOf(key), await toldOf(key)];
    await desks.fund.run();

    expect(before).toEqual([[0, null], []]);
    expect(await stateOf(key)).toEqual([2, null]);
    expect((await toldOf(key)).map((text) => JSON.parse(text))).toEqual([
      {
        ZJHM: saver()?.number.toLowerCase(),
        XINGMING: saver()?.name,
        SJSJ: '20261122120000',
        JGMC: '江西省直单位住房公积金管理中心(模拟)',
        YWBH: key,
        XTBH: collaboration,
        YWDM: 'GJ13',
        CZLX: 'I',
        CLSH: expect.stringMatching(/^36000020261122\d{6}$/),
        BLZT: '1',
        BLSJ: '20261122120000',
        JJDM: '',
        JJYY: '',
        JGLB: [{ XMC: 'DJBH', XMZ: expect.stringMatching(/^\d{16}$/) }],
      },
    ]);
    expect(desks.fund.desk?.ledger.under(key)[0]?.order.fields).toEqual({ remark: '甲|乙 & "丙" <丁>' });
    expect(countOf(key)).toMatchObject({ attempts: 1, entries: 1, effects: 1 });
    expect(desks.fund.calls.read()).toContainEqual(expect.objectContaining({ operation: 'BL' }));
  });

  it.each<[string, Record<string, RegExp>]>([
    ['GJ01', { LXHBH: /^\d{18}$/ }],
    ['GJ02', {}],
    ['GJ03', { ZYJE: AMOUNT, GRZH: /^\d{12}$/ }],
    ['GJ04', { ZFLSH: /^\d{20}$/, ZYJE: AMOUNT }],
    ['GJ05', { DZJG: /^是$/ }],
    ['GJ11', { GRZHZT: /^\d\d$/, GRZHYE: AMOUNT }],
    ['GJ12', { HYJG: /^是$/ }],
    ['GJ14', { ZFLSH: /^\d{20}$/ }],
    ['GJ21', {}],
    ['GJ22', {}],
    ['GJ31', {}],
    ['GJ32', {}],
    ['GJ41', {}],
  ])('%s yields what its table says', async (code, outputs) => {
    const { told } = await handle({ code });

    expect(outputsOf(told)).toEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, form]) => [name, expect.stringMatching(form)])),
    );
    expect(JSON.parse(told).BLZT).toBe('1');
  });

  it.each<[string, Record<string, RegExp>]>([
    ['SB01', { LXHBH: /^\d{18}$/ }],
    ['SB02', { ZHZT: /^03$/ }],
    ['SB03', { XXBBH: /^\d{18}$/, JJHZE: AMOUNT }],
    ['SB04', { ZFLSH: /^\d{20}$/, JJHZE: AMOUNT }],
    ['SB05', { DZJG: /^是$/ }],
    ['SB11', { PZBH: /^[0-9A-Z]{16}$/ }],
    ['SB12', { RZYXQ: /^20271122$/ }],
    ['SB21', { aaz500: /^[0-9A-Z]{9}$/ }],
    ['SB22', {}],
    ['SB23', {}],
    ['SB24', {}],
    ['SB31', { DJBH: /^\d{16}$/ }],
  ])('%s yields what its table says, as XML', async (code, outputs) => {
    const { key, state, told } = await handle({ code, system: desks.insurance });
    const file = desks.insurance.site.world.findSocialInsuranceFile('630000', insured()?.number ?? '');

    expect(state).toEqual([2, null]);
    expect(outputsOf(told)).toEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, form]) => [name, expect.stringMatching(form)])),
    );
    expect(told).toContain(`<aac001>${file?.personalNumber}</aac001><YWBH>${key}</YWBH>`);
    expect(desks.insurance.desk?.ledger.under(key)[0]?.order.fields).toEqual({ remark: '甲|乙 & "丙" <丁>' });
  });

  it('is refused for somebody who is not on file, or not under this name, and not for who comes from elsewhere', async () => {
    const misnamed = { number: saver()?.number ?? '', name: '某人' };
    const states = [];
    for (const order of [
      { who: STRANGER },
      { who: misnamed },
      { who: misnamed, code: 'GJ01' },
      { who: STRANGER, code: 'GJ01' },
      { who: STRANGER, code: 'GJ01', operation: 'D' },
    ]) {
      const { BLZT, JJDM, XINGMING } = JSON.parse((await handle(order)).told);
      states.push([BLZT, JJDM, XINGMING]);
    }

    expect(states).toEqual([
      ['3', 'E1', STRANGER.name],
      ['3', 'E1', '某人'],
      ['3', 'E1', '某人'],
      ['1', '', STRANGER.name],
      ['3', 'E4', STRANGER.name],
    ]);
  });
});

describe('the same key again', () => {
  it('has no second effect, and is answered once more as things stand, refusals too', async () => {
    const { key, told } = await handle();
    switchOn('all', { kind: 'refuse', code: 'E3', reason: '有未结清业务', times: 1 });
    const refused = await handle();
    desks.pass(60_000);
    await again(key);
    await again(refused.key);
    await desks.fund.run();

    expect((await toldOf(key)).map((text) => JSON.parse(text))).toEqual([
      JSON.parse(told),
      { ...JSON.parse(told), SJSJ: '20261122120100' },
    ]);
    expect(await statesOf(refused.key)).toEqual([
      ['3', 'E3'],
      ['3', 'E3'],
    ]);
    expect([countOf(key), countOf(refused.key)]).toMatchObject([
      { attempts: 2, entries: 1, effects: 1 },
      { attempts: 2, entries: 1, effects: 0 },
    ]);
  });

  it('with other content is 207, even when the centre is busy; the order of parts and the case of x are no content', async () => {
    const fields = [
      ['remark', '甲'],
      ['Zeta', '1'],
    ] as const;
    const who = holdersOf('housing-fund', '360000').find(({ number }) => number.endsWith('X'));
    const { key, collaboration } = newBusinessKey();
    const same = { key, collaboration, who, fields };
    await handle(same);
    const rewrite = (order: TableOrder) =>
      desks.pool
        .query('delete from qz_gjj_360000.qz_qqxx where qqlsh = $1', [key])
        .then(() => handle({ ...same, ...order }))
        .then(({ state }) => state);

    expect(
      await rewrite({
        fields: fields.toReversed(),
        zjhm: who?.number.toLowerCase() ?? '',
        spoil: (content) => content.replace('X","MC"', 'x","MC"'),
      }),
    ).toEqual([2, null]);
    switchOn('all', { kind: 'busy' });
    expect(await rewrite({ fields: [] })).toEqual([9, '207 业务编号重复']);
    expect(countOf(key)).toMatchObject({ attempts: 3, entries: 1, effects: 1 });
  });

  it('is never told that nothing was done: the row waits', async () => {
    const { key } = await handle();
    const waiting = async () => {
      await again(key);
      await desks.fund.run();
      return stateOf(key);
    };
    switchOn('all', { kind: 'busy', times: 1 });
    const busy = await waiting();
    await desks.fund.setFault({ kind: 'maintenance', from: null, until: null });
    const maintained = await waiting();
    await desks.fund.setFault(null);
    await desks.fund.run();

    expect([busy, maintained, await stateOf(key)]).toEqual([
      [0, null],
      [0, null],
      [2, null],
    ]);
  });
});

describe('answers that do not come', () => {
  it('902 and 901: nothing was done; put again, it is', async () => {
    switchOn('hold-withdrawal', { kind: 'busy', times: 1 });
    const busy = await handle();
    await desks.fund.setFault({ kind: 'maintenance', from: null, until: Date.parse('2026-11-22T06:00:00Z') });
    const maintained = await handle();
    const counts = [countOf(busy.key), countOf(maintained.key)];
    await desks.fund.setFault(null);
    await again(busy.key);
    await desks.fund.run();

    expect([busy.state, maintained.state]).toEqual([
      [9, '902 系统繁忙'],
      [9, '901 系统维护中,预计恢复时间20261122140000'],
    ]);
    expect(counts).toEqual([expect.objectContaining({ attempts: 1, entries: 0 }), undefined]);
    expect(await statesOf(busy.key)).toEqual([['1', '']]);
  });

  it('909 after the work, or instead of it; put again, it is done once', async () => {
    switchOn('all', { kind: 'hold-answer', as: 'error', times: 1 });
    const done = await handle();
    switchOn('all', { kind: 'fail', code: '909', times: 1 });
    const failed = await handle();
    const between = [countOf(done.key), countOf(failed.key)];
    await again(done.key);
    await again(failed.key);
    await desks.fund.run();

    expect([done.state, failed.state]).toEqual([
      [9, '909 系统内部错误'],
      [9, '909 系统内部错误'],
    ]);
    expect(between).toMatchObject([{ effects: 1 }, { effects: 0 }]);
    expect([countOf(done.key), countOf(failed.key)]).toMatchObject([{ effects: 1 }, { effects: 1 }]);
  });

  it('a process that died over a row leaves it taken; later the book answers', async () => {
    switchOn('all', { kind: 'hold-answer', times: 1 });
    const { key, state } = await handle();
    await desks.fund.run();
    const still = await stateOf(key);
    await desks.pool.query(
      "update qz_gjj_360000.qz_qqxx set lqsj = lqsj - interval '11 minutes' where qqlsh = $1",
      [key],
    );
    await desks.fund.run();

    expect([state, still]).toEqual([
      [1, null],
      [1, null],
    ]);
    expect(await statesOf(key)).toEqual([['1', '']]);
    expect(countOf(key)).toMatchObject({ attempts: 2, entries: 1, effects: 1 });
  });

  it('rows come several times, or are lost once', async () => {
    switchOn('hold-withdrawal', { kind: 'feedback', copies: 2, repeats: 1, times: 1 });
    const many = await handle();
    switchOn('hold-withdrawal', { kind: 'feedback', timing: 'never', times: 1 });
    const lost = await handle();
    const without = await toldOf(lost.key);
    await again(lost.key);
    await desks.fund.run();

    expect(await toldOf(many.key)).toEqual([many.told, many.told, many.told]);
    expect([lost.state, without, await statesOf(lost.key)]).toEqual([[2, null], [], [['1', '']]]);
  });
});

describe('in work', () => {
  const held = async () => {
    switchOn('review-transfer-account', { kind: 'pend' });
    const collaboration = newBusinessKey().collaboration;
    return { collaboration, ...(await handle({ code: 'GJ03', collaboration })) };
  };

  it('is said in a row, with state 2; what is decided comes on the next run by itself, or again when it is asked for', async () => {
    const { key, state, told } = await held();
    const decided = desks.fund.desk?.decide(key, {
      outcome: 'refused',
      code: null,
      reason: '不符合办理条件',
    });
    for (const entry of decided ?? []) desks.fund.desk?.tell(entry);
    const before = await statesOf(key);
    await desks.fund.run();
    await desks.fund.run();

    expect(state).toEqual([2, null]);
    expect(JSON.parse(told)).toMatchObject({ BLZT: '2', BLSJ: '', JGLB: [] });
    expect([before, await statesOf(key)]).toEqual([
      [['2', '']],
      [
        ['2', ''],
        ['3', 'E9'],
      ],
    ]);
    expect(await stateOf(key)).toEqual([2, null]);
  });

  it('can be taken back, which both are told in one run', async () => {
    const { key, collaboration } = await held();
    const undo = await handle({ code: 'GJ03', collaboration, operation: 'D' });

    expect(JSON.parse(undo.told)).toMatchObject({ BLZT: '1', CZLX: 'D', YWDM: 'GJ03', JGLB: [] });
    expect(await statesOf(key)).toEqual([
      ['2', ''],
      ['4', ''],
    ]);
  });
});

it('takes back the newest of the case and applicant only; what had been done gets no row, and says 4 when put again', async () => {
  const { collaboration } = newBusinessKey();
  const other = holdersOf('housing-fund', '360000')[1];
  const first = await handle({ collaboration });
  const second = await handle({ collaboration });
  const undo = async (who = saver()) => {
    const { BLZT, JJDM } = JSON.parse((await handle({ collaboration, operation: 'D', who })).told);
    return [BLZT, JJDM];
  };

  expect(await undo(other)).toEqual(['3', 'E4']);
  expect(await undo()).toEqual(['1', '']);
  expect([await statesOf(first.key), await statesOf(second.key)]).toEqual([[['1', '']], [['1', '']]]);
  await again(first.key);
  await again(second.key);
  await desks.fund.run();
  expect([(await statesOf(first.key)).at(-1), (await statesOf(second.key)).at(-1)]).toEqual([
    ['1', ''],
    ['4', ''],
  ]);
  expect(await undo()).toEqual(['1', '']);
  expect(await undo()).toEqual(['3', 'E4']);
});

it('keeps rows that were handled for 90 days', async () => {
  const { key } = await handle();
  const old = await handle();
  const age = (of: string, days: number) =>
    desks.pool.query(
      'update qz_gjj_360000.qz_qqxx set gxsj = now() - make_interval(days => $2) where qqlsh = $1',
      [of, days],
    );
  await age(key, 89);
  await age(old.key, 91);
  desks.pass(86_400_000);
  await desks.fund.run();

  expect([await stateOf(key), await stateOf(old.key)]).toEqual([
    [2, null],
    [undefined, undefined],
  ]);
});

it('where handling is not offered the type is unknown', async () => {
  const options = exchangeTable.createOptions({ ...desks.fund.site, ordinal: 0 });
  const { handling: _none, ...without } = options;

  expect(exchangeTable.createDesk({ ...desks.fund.site, options: without })).toBeNull();
  const centre = await exchangeTable.open({ ...desks.fund.site, options: without }, desks.url);
  const key = await put();
  await centre.run({ world: desks.fund.site.world, fault: null });
  await centre.close();
  expect(await stateOf(key)).toEqual([9, '202 请求类型未知']);
});

describe('faults', () => {
  it('another person in the content, though the right one was served', async () => {
    await desks.fund.setFault({ kind: 'wrong-person' });
    const { key, told } = await handle();

    expect(JSON.parse(told).ZJHM.toUpperCase()).not.toBe(saver()?.number);
    expect(desks.fund.desk?.ledger.under(key)[0]?.order.applicant.number).toBe(saver()?.number);
  });

  it('an unknown state', async () => {
    await desks.fund.setFault({ kind: 'stale-schema' });

    expect(JSON.parse((await handle()).told).BLZT).toBe('7');
  });

  it.each<Fault>([{ kind: 'garbage' }, { kind: 'empty' }])(
    '$kind: content that nobody can take; put again, it is good',
    async (fault) => {
      await desks.fund.setFault(fault);
      const { key, state, told } = await handle();
      await desks.fund.setFault(null);
      await again(key);
      await desks.fund.run();

      expect([state, told]).toEqual([[2, null], '']);
      expect(await statesOf(key)).toEqual([['1', '']]);
      expect(countOf(key)).toMatchObject({ effects: 1 });
    },
  );
});
