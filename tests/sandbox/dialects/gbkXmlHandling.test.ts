import { XMLParser } from 'fast-xml-parser';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { gbkXmlOptions } from '../../../sandbox/dialects/gbk-xml/GbkXmlOptions.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { createDeskAdmin, type DeskAdmin } from '../support/createDeskAdmin.ts';
import { gbkXmlCall } from '../support/gbkXmlCall.ts';
import { newBusinessKey } from '../support/newBusinessKey.ts';
import { systemOf } from '../support/systemOf.ts';

const START = Date.parse('2026-01-05T09:30:00+08:00');
const PLACE = 'social-insurance/430000';
const world = createWorld();
const [citizen, other] = world.holders.filter(({ holdings }) =>
  holdings['social-insurance'].includes('430000'),
);
const STRANGER = { number: '109901190001010000', name: '某𬭩' };
const parser = new XMLParser({
  ignoreAttributes: false,
  parseTagValue: false,
  attributeNamePrefix: '',
  isArray: (name) => name === 'row' || name === 'jg',
});

let now = START;
let sandbox: Sandbox;
let desk: DeskAdmin;
beforeAll(async () => {
  sandbox = await startSandbox({
    systems: ({ department, jurisdiction }) => department === 'social-insurance' && jurisdiction < '50',
    secret: 'of a test',
    clock: () => now,
  });
  desk = createDeskAdmin(sandbox, PLACE);
});
afterEach(async () => {
  now = START;
  await desk.off();
});
afterAll(() => sandbox.close());

interface Order {
  readonly code?: string;
  readonly key?: string;
  readonly collaboration?: string;
  readonly who?: { readonly number: string; readonly name: string } | undefined;
  readonly fields?: string;
  /** Changes the finished body. */
  readonly spoil?: (body: string) => string;
}

interface Told {
  readonly code: string;
  /** The whole answer, paddings included. */
  readonly text: string;
  readonly total: string;
  readonly rows: readonly (Record<string, string> & { readonly outputs: Record<string, string> })[];
}

function bodyOf(order: Order = {}): string {
  const fresh = newBusinessKey();
  const { code = 'ZY02', key = fresh.key, collaboration = fresh.collaboration, who = citizen } = order;
  const body =
    `<body><ywbh>${key}</ywbh><xtbh>${collaboration}</xtbh><bldm>${code}</bldm><sxdm>transfer-pension</sxdm>` +
    `<slqh>440900</slqh><blqh>430000</blqh><dsr js="1" zl="1" hm="${who?.number}" mc="${who?.name}"/>` +
    `${order.fields ?? '<xx xm="remark" xz="甲|乙 &amp; &quot;丙&quot;"/>'}</body>`;
  return order.spoil?.(body) ?? body;
}

async function ask(transaction: string, body: string, id = PLACE): Promise<Told> {
  const { url, options } = systemOf(sandbox, id);
  const response = await fetch(`${url}/service`, {
    method: 'POST',
    body: Buffer.from(gbkXmlCall(gbkXmlOptions.parse(options), { transaction, body })),
  });
  const text = new TextDecoder('gb18030').decode(await response.arrayBuffer());
  const tree = parser.parse(text);
  const { rows } = tree.response.body;
  const list: Record<string, unknown>[] = rows?.row ?? [];
  return {
    code: tree.response.head.rtncode,
    total: rows?.zhs ?? '',
    rows: list.map(({ jg, ...row }) => {
      const outputs = ((jg ?? []) as { xm: string; xz: string }[]).map(({ xm, xz }) => [xm, xz.trim()]);
      const values = Object.entries(row).map(([name, value]) => [name, String(value).trim()]);
      return Object.assign(Object.fromEntries(values), { outputs: Object.fromEntries(outputs) });
    }),
    text,
  };
}

const submit = (order: Order = {}) => ask('SBJY11', bodyOf(order));
const query = (key: string) => ask('SBJY12', `<body><ywbh>${key}</ywbh></body>`);
const stateAfter = async (order: Order) => {
  const { code, rows } = await submit(order);
  return [code, rows[0]?.['blzt']?.trim(), rows[0]?.['jjdm']?.trim()];
};

describe('an order', () => {
  it('is done at once, and its row is about who was asked', async () => {
    const { key, collaboration } = newBusinessKey();
    const { code, total, rows } = await submit({ key, collaboration });
    const file = world.findSocialInsuranceFile('430000', citizen?.number ?? '');

    expect({ code, total, rows }).toEqual({
      code: '0000',
      total: '1',
      rows: [
        {
          aac001: file?.personalNumber,
          aac002: citizen?.number,
          aac003: citizen?.name,
          ywlsh: expect.stringMatching(/^430000\d{14}$/),
          ywbh: key,
          xtbh: collaboration,
          bldm: 'ZY02',
          blzt: '1',
          bjsj: '20260105093000',
          jjdm: '',
          jjyy: '',
          outputs: { yzy102: '03' },
        },
      ],
    });
    expect(await desk.ledgerOf(key)).toMatchObject({
      entries: [{ action: 'freeze-pension-account', fields: { remark: '甲|乙 & "丙"' }, status: 'done' }],
      count: { attempts: 1, entries: 1, effects: 1 },
    });
  });

  it('names the same amount on the sheet and with the money', async () => {
    const sheet = (await submit({ code: 'ZY03' })).rows[0]?.outputs;
    const transfer = (await submit({ code: 'ZY04' })).rows[0]?.outputs;

    expect(sheet).toEqual({
      yzy103: expect.stringMatching(/^\d{18}$/),
      yzy104: expect.stringMatching(/^[1-9]\d*\.\d\d$/),
    });
    expect(transfer).toEqual({ yzy105: expect.stringMatching(/^\d{20}$/), yzy104: sheet?.['yzy104'] });
  });

  it.each<[string, Record<string, RegExp>]>([
    ['ZY01', { yzy101: /^\d{18}$/ }],
    ['ZY05', { yzy106: /^1$/ }],
    ['PZ01', { ypz101: /^[0-9A-Z]{16}$/ }],
    ['DY01', { ydy101: /^20270105$/ }],
    ['SK01', { aaz500: /^[0-9A-Z]{9}$/ }],
    ['SK02', {}],
    ['SK03', {}],
    ['SK04', {}],
    ['SY01', { ysy101: /^\d{16}$/ }],
  ])('%s yields what its table says', async (code, outputs) => {
    const { rows } = await submit({ code });

    expect(rows[0]?.outputs).toEqual(
      Object.fromEntries(Object.entries(outputs).map(([name, form]) => [name, expect.stringMatching(form)])),
    );
  });

  it('is refused for somebody who is not on file, or not under this name, with code 0000', async () => {
    const misnamed = { number: citizen?.number ?? '', name: '某人' };
    const { code, rows } = await submit({ who: STRANGER });

    expect([code, rows[0]]).toMatchObject([
      '0000',
      { aac001: '', aac002: STRANGER.number, blzt: '3', jjdm: 'J01', jjyy: '人员信息不符' },
    ]);
    expect(await stateAfter({ who: misnamed })).toEqual(['0000', '3', 'J01']);
    for (const receiving of ['ZY01', 'ZY05', 'SK01', 'SY01'])
      expect(await stateAfter({ who: STRANGER, code: receiving })).toEqual(['0000', '1', '']);
  });

  it('is read in GB18030 at every kind of site, and written in the way of the site', async () => {
    const names = new Map<string, string | undefined>();
    for (const { id, dialect, options } of sandbox.systems.filter(({ dialect }) => dialect === 'gbk-xml')) {
      const told = await ask('SBJY11', bodyOf({ who: STRANGER, code: 'SY01' }), id);
      names.set(`${dialect} ${options['rareCharacters']}`, told.rows[0]?.['aac003']?.trim());
    }

    expect(names).toEqual(
      new Map([
        ['gbk-xml question', '某?'],
        ['gbk-xml private-use', '某\u{e200}'],
        ['gbk-xml gb18030', '某𬭩'],
      ]),
    );
  });

  it('has padded values at sites that pad, but never a padded name of an output', async () => {
    const padding = sandbox.systems.filter(({ options }) => options['padding'] === 'fullwidth').at(0);
    const known = world.holders.find(({ holdings }) =>
      holdings['social-insurance'].includes(padding?.jurisdiction ?? ''),
    );
    const { text, rows } = await ask('SBJY11', bodyOf({ who: known }), padding?.id);

    expect(text).toMatch(/aac003="[^"]+\u3000" .* blzt=" 1 " .*<jg xm="yzy102" xz="03\u3000+"\/>/);
    expect(rows[0]?.outputs).toEqual({ yzy102: '03' });
  });
});

describe('the same key again', () => {
  it('is done again, under another serial number and with other numbers, and neither answer says so', async () => {
    const { key, collaboration } = newBusinessKey();
    const body = bodyOf({ key, collaboration, code: 'ZY01' });
    const [first] = (await ask('SBJY11', body)).rows;
    const { total, rows } = await ask('SBJY11', body);

    expect([total, rows.length, rows[0]?.['blzt']]).toEqual(['1', 1, '1']);
    expect(rows[0]?.['ywlsh']).not.toBe(first?.['ywlsh']);
    expect(rows[0]?.outputs).not.toEqual(first?.outputs);
    expect((await query(key)).rows).toEqual([first, rows[0]]);
    expect((await desk.ledgerOf(key)).count).toEqual({ attempts: 2, entries: 2, effects: 2 });
  });

  it('is unknown to a query as long as nothing was done: no row, and 0000', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('freeze-pension-account', 'busy', { times: 1 });

    expect((await submit({ key, collaboration })).code).toBe('9998');
    expect(await query(key)).toMatchObject({ code: '0000', total: '0', rows: [] });
    expect((await desk.ledgerOf(key)).count).toEqual({ attempts: 1, entries: 0, effects: 0 });
  });
});

describe('switches', () => {
  it('refuse, with a reason; a later attempt is an entry of its own', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('freeze-pension-account', 'refuse', { code: 'J03', reason: '账户已冻结', times: 1 });
    await submit({ key, collaboration });
    await submit({ key, collaboration });

    expect((await query(key)).rows.map(({ blzt, jjdm, jjyy }) => [blzt, jjdm, jjyy])).toEqual([
      ['3', 'J03', '账户已冻结'],
      ['1', '', ''],
    ]);
  });

  it('pend, until somebody decides or all is released', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('freeze-pension-account', 'pend');
    const first = await submit({ key, collaboration });
    await desk.ask('POST', 'ledger/release');

    expect(first.rows[0]).toMatchObject({ blzt: '2', bjsj: '', outputs: {} });
    expect((await query(key)).rows[0]).toMatchObject({ blzt: '1', outputs: { yzy102: '03' } });
  });

  it('hold the answer back, and enter what was done seconds later', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.on('freeze-pension-account', 'hold-answer', { seenAfterMs: 9_000, times: 1 });

    await expect(submit({ key, collaboration })).rejects.toThrow();
    expect((await query(key)).rows).toEqual([]);
    now += 9_000;
    expect((await query(key)).rows).toHaveLength(1);
  });

  it('answer 9999 although it was done, or because nothing was', async () => {
    const [done, failed] = [newBusinessKey(), newBusinessKey()];
    await desk.on('all', 'hold-answer', { as: 'error', times: 1 });
    const told = await submit(done);
    await desk.on('all', 'fail', { code: '9999', times: 1 });
    await submit(failed);

    expect(told.code).toBe('9999');
    expect((await query(done.key)).total).toBe('1');
    expect((await query(failed.key)).total).toBe('0');
  });

  it('let the money not match, which is 2', async () => {
    await desk.on('merge-pension-records', 'mismatch');

    expect((await submit({ code: 'ZY05' })).rows[0]?.outputs).toEqual({ yzy106: '2' });
  });
});

it('takes back the newest entry only, of the case and applicant', async () => {
  const { key, collaboration } = newBusinessKey();
  await submit({ key, collaboration, code: 'ZY03' });
  await submit({ key, collaboration, code: 'ZY03' });
  const undo = (who = citizen) => stateAfter({ code: 'ZY53', collaboration, who });

  expect(await undo(other)).toEqual(['0000', '3', 'J04']);
  expect(await undo()).toEqual(['0000', '1', '']);
  expect((await query(key)).rows.map(({ blzt }) => blzt)).toEqual(['1', '4']);
  expect(Object.keys((await query(key)).rows[1]?.outputs ?? {})).toEqual(['yzy103', 'yzy104']);
  expect(await undo()).toEqual(['0000', '1', '']);
  expect(await undo()).toEqual(['0000', '3', 'J04']);
});

describe('refuses', () => {
  const field = (xz: string, xm = 'remark') => `<xx xm="${xm}" xz="${xz}"/>`;
  const swap = (from: string | RegExp, to: string) => ({ spoil: (body: string) => body.replace(from, to) });

  it.each<[string, Order, string]>([
    ['a short key', swap(/<ywbh>\w+/, '<ywbh>SHORT'), '2001'],
    ['a key that is missing', swap(/<ywbh>\w+<\/ywbh>/, ''), '2001'],
    ['no party', swap(/<dsr.*?\/>/, ''), '2001'],
    ['no applicant', swap('js="1"', 'js="2"'), '2001'],
    ['an unknown role', swap('js="1"', 'js="7"'), '2001'],
    ['two applicants', swap(/(<dsr.*?\/>)/, '$1$1'), '2001'],
    ['an attribute that is missing', swap(' zl="1"', ''), '2001'],
    ['a control character', { fields: field('甲\n乙') }, '2001'],
    ['an empty value', { fields: field(' ') }, '2001'],
    ['a name that is none', { fields: field('1', 'a-b') }, '2001'],
    ['a name twice', { fields: field('1') + field('2') }, '2001'],
    ['a value of 401 characters', { fields: field('𬭩'.repeat(401)) }, '2002'],
    ['a party of 201 characters', swap(/mc=".*?"/, `mc="${'某'.repeat(201)}"`), '2002'],
    ['65 fields', { fields: Array.from({ length: 65 }, (_, n) => field('1', `f${n}`)).join('') }, '2002'],
    ['an unknown business', { code: 'ZY99' }, '2003'],
    ['a character reference', { fields: field('&#49;') }, '1001'],
  ])('%s', async (_what, order, code) => {
    expect((await submit(order)).code).toBe(code);
  });

  it('a query that is none, and takes no fields at all, 400 characters and a small x', async () => {
    const who = world.holders.find(
      ({ number, holdings }) => number.endsWith('X') && holdings['social-insurance'].includes('430000'),
    );

    expect((await query('x')).code).toBe('2001');
    expect((await submit({ fields: '' })).code).toBe('0000');
    expect((await submit({ fields: field('𬭩'.repeat(400)) })).code).toBe('0000');
    expect(await stateAfter({ who, ...swap('X" mc', 'x" mc') })).toEqual(['0000', '1', '']);
  });
});

describe('faults', () => {
  afterEach(() => desk.ask('DELETE', 'fault'));

  it('another person answers, though the right one was served', async () => {
    const { key, collaboration } = newBusinessKey();
    await desk.ask('PUT', 'fault', { kind: 'wrong-person' });
    const { rows } = await submit({ key, collaboration });

    expect(rows[0]?.['aac002']).not.toBe(citizen?.number);
    expect((await desk.ledgerOf(key)).entries[0]).toMatchObject({ applicant: citizen?.number });
  });

  it('an unknown state, a maintenance', async () => {
    await desk.ask('PUT', 'fault', { kind: 'stale-schema' });
    const stale = await submit();
    await desk.ask('PUT', 'fault', { kind: 'maintenance' });

    expect(stale.rows[0]?.['blzt']).toBe('7');
    expect((await submit()).code).toBe('9000');
  });
});
