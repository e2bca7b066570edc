import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createWorld } from '../../../sandbox/world/createWorld.ts';
import { yuanText } from '../../../sandbox/yuanText.ts';
import { call, type Falsified } from '../support/signedCall.ts';
import { systemOf } from '../support/systemOf.ts';

const world = createWorld();
const citizen = world.holders.find(({ demo }) => demo === 'citizen')?.number ?? '';
const cohort = world.holders.slice(2, 62).map(({ number }) => number);
const STRANGER = '109901190001010000';

let sandbox: Sandbox;
beforeAll(async () => {
  sandbox = await startSandbox({ systems: ({ department }) => department === 'housing-fund' });
});
afterAll(() => sandbox.close());

const ask = (place: string, path: string, body: unknown, falsified: Falsified = {}) =>
  call(systemOf(sandbox, `housing-fund/${place}`), path, body, falsified);
const batch = (numbers: readonly string[]) => ({ RYLB: numbers.map((ZJHM) => ({ ZJLX: '01', ZJHM })) });
const rows = z.array(z.record(z.string(), z.string()));
const rowsOf = (answer: Record<string, unknown>) => rows.parse(answer['rows']);
const accountOf = (place: string, number: string) => {
  const account = world.findHousingFundFile(place, number)?.accounts[0];
  if (account === undefined) throw new Error('no account');
  return account;
};

it('answers at every centre, in both units', async () => {
  const centres = sandbox.systems.filter(({ dialect }) => dialect === 'pinyin-rest');

  expect(new Set(centres.map(({ options }) => options['ratioUnit']))).toEqual(
    new Set(['percent', 'fraction']),
  );
  for (const { jurisdiction, options } of centres) {
    const known = world.holders.find(({ holdings }) => holdings['housing-fund'].includes(jurisdiction));
    const { status, answer } = await ask(jurisdiction, '/grzh/query', batch([known?.number ?? '', STRANGER]));

    expect([status, answer['code']]).toEqual([200, '0000']);
    expect(rowsOf(answer)[0]?.['GRJCBL']).toMatch(
      options['ratioUnit'] === 'percent' ? /^\d+\.\d\d$/ : /^0\.\d{4}$/,
    );
    expect(new Set(rowsOf(answer).map((row) => row['ZJHM']?.toUpperCase()))).toEqual(
      new Set([known?.number]),
    );
  }
});

it('answers fifty persons at once', async () => {
  const { answer } = await ask('430700', '/grzh/query', batch(cohort.slice(0, 50)));

  expect(new Set(rowsOf(answer).map((row) => row['ZJHM']))).toEqual(new Set(cohort.slice(0, 50)));
});

it('gives all deposits page by page, each once', async () => {
  const account = accountOf('430700', citizen);
  const body = { ZJHM: citizen, GRZH: account.number, YWLX: ['01', '02', '08', '09', '99'], MYTS: '20' };
  const all: Record<string, string>[] = [];
  let total = 1;
  for (let page = 1; all.length < total; page++) {
    const { answer } = await ask('430700', '/jcmx/query', { ...body, YM: String(page) });
    total = Number(answer['ZTS']);
    all.push(...rowsOf(answer));
  }

  expect(all.map((row) => row['FSE']?.trim())).toEqual(
    account.deposits.map((row) => yuanText(row.amountFen)),
  );
  expect(new Set(all.map((row) => row['YWLSH'])).size).toBe(total);
});

it('lets all bookings of an account add up to its balance', async () => {
  const account = accountOf('340100', citizen);
  let fen = 0;
  for (let page = 1; page <= 3; page++) {
    const body = { ZJHM: citizen, GRZH: account.number, YM: String(page), MYTS: '50' };
    const { answer } = await ask('340100', '/jcmx/query', body);
    for (const row of rowsOf(answer)) fen += Math.round(Number(row['FSE']) * 100);
  }

  expect(fen).toBe(Number(account.balanceFen));
});

it("gives a schedule from the next instalment on, and nothing about another person's contract", async () => {
  const [loan] = world.findHousingFundFile('340100', citizen)?.loans ?? [];
  const body = { ZJHM: citizen, JKHTBH: loan?.contractNumber, KSQC: '', QS: '3' };
  const own = await ask('340100', '/hkjh/query', body);
  const foreign = await ask('340100', '/hkjh/query', { ...body, ZJHM: cohort[0] });

  expect(rowsOf(own.answer).map((row) => Number(row['QC']))).toEqual(
    loan?.schedule.slice(0, 3).map(({ number }) => number),
  );
  expect([foreign.answer['code'], foreign.answer['rows']]).toEqual(['0000', []]);
});

it('names nobody in the answer about an unknown person', async () => {
  const { answer } = await ask('430700', '/tqmx/query', { ZJHM: STRANGER, YM: '1', MYTS: '10' });

  expect(answer).toEqual({
    code: '0000',
    msg: '交易成功',
    JGMC: expect.stringContaining('常德市'),
    SJSJ: expect.stringMatching(/^\d{14}$/),
    ZTS: '0',
    rows: [],
  });
});

describe('refuses', () => {
  it('forged and stale calls', async () => {
    const result = async (falsified: Falsified) => {
      const { status, answer } = await ask('430700', '/grzh/query', batch([citizen]), falsified);
      return [status, answer['code']];
    };

    expect(await result({ sign: 'f'.repeat(64) })).toEqual([401, '1001']);
    expect(await result({ time: Date.now() - 301_000 })).toEqual([401, '1002']);
    expect(await result({ requester: 'somebody' })).toEqual([401, '1003']);
    expect(await result({ time: Date.now() - 290_000 })).toEqual([200, '0000']);
  });

  it('a body that is not the one signed', async () => {
    const { url, options } = systemOf(sandbox, 'housing-fund/430700');
    const response = await fetch(`${url}/grzh/query`, {
      method: 'POST',
      headers: {
        'x-app-id': String(options['appId']),
        'x-timestamp': String(Date.now()),
        'x-signature': '0'.repeat(64),
      },
      body: JSON.stringify(batch([citizen])),
    });

    expect(response.status).toBe(401);
  });

  it.each([
    ['what is not JSON', '/grzh/query', 'GRZH=1', 400, '2001'],
    ['an empty batch', '/grzh/query', batch([]), 400, '2001'],
    ['51 persons', '/dkxx/query', batch(cohort.slice(0, 51)), 400, '2002'],
    ['page 0', '/tqmx/query', { ZJHM: citizen, YM: '0', MYTS: '5' }, 400, '2001'],
    ['51 rows a page', '/tqmx/query', { ZJHM: citizen, YM: '1', MYTS: '51' }, 400, '2002'],
    ['121 instalments', '/hkjh/query', { ZJHM: citizen, JKHTBH: 'x', KSQC: '', QS: '121' }, 400, '2002'],
    ['an unknown interface', '/other', {}, 404, '2009'],
  ])('%s', async (_what, path, body, status, code) => {
    const refused = await ask('430700', path, body);

    expect([refused.status, refused.answer['code']]).toEqual([status, code]);
  });

  it('another method', async () => {
    const { url } = systemOf(sandbox, 'housing-fund/430700');

    expect((await fetch(`${url}/grzh/query`)).status).toBe(405);
  });
});
