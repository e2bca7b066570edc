import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { exchangeTable } from '../../../sandbox/dialects/exchange-table/exchangeTable.ts';
import { heldNumbers } from '../../../sandbox/exchange/heldNumbers.ts';
import { personQuirk } from '../../../sandbox/exchange/personQuirk.ts';
import type { Fault } from '../../../sandbox/faults/Fault.ts';
import type { ExchangeSystem } from '../../../sandbox/server/ExchangeSystem.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { expectBreakOff } from '../support/expectBreakOff.ts';
import { startExchange } from '../support/startExchange.ts';

interface Row {
  readonly sjlx: string;
  readonly sjnr: string;
  readonly zjhm: string;
  readonly czlx: string;
  readonly clzt: number;
}

const NOON = Date.parse('2026-11-22T04:00:00Z');
const DAY_MS = 86_400_000;
const UNKNOWN = '109933200109090025';
const FUND = { dialect: exchangeTable, department: 'housing-fund', jurisdiction: '360000', ordinal: 0 };
const INSURANCE = {
  dialect: exchangeTable,
  department: 'social-insurance',
  jurisdiction: '630000',
  ordinal: 1,
};

const postgres = withPostgres();
let pool: pg.Pool;
let url: string;
let now = NOON;
const open: ExchangeSystem[] = [];

beforeAll(async () => {
  url = await postgres.createDatabase();
  pool = new pg.Pool({ connectionString: url, max: 2 });
});
afterAll(() => pool.end());
beforeEach(() => {
  now = NOON;
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((system) => system.close()));
  await pool.query('drop schema if exists qz_gjj_360000, qz_sb_630000 cascade');
});

async function start(place: typeof FUND = FUND, pollMs = 0) {
  const system = await startExchange({ ...place, ground: url, clock: () => now, pollMs });
  open.push(system);
  const schema = String(system.site.options['schema']);
  const held = heldNumbers(system.site, system.site.world);
  const rows = async (where = 'true'): Promise<readonly Row[]> =>
    (
      await pool.query(
        `select sjlx, sjnr, zjhm, czlx, clzt from ${schema}.qz_sjxx where ${where} order by xh`,
      )
    ).rows;
  const count = async (where = 'true'): Promise<number> =>
    (await pool.query(`select count(*)::int as n from ${schema}.qz_sjxx where ${where}`)).rows[0].n;
  const forget = () => pool.query(`delete from ${schema}.qz_sjxx`);
  const content = (number: string, sender = String(system.site.options['platformCode'])) =>
    system.site.options['contentFormat'] === 'json'
      ? JSON.stringify({ PTBM: sender, ZJHM: number })
      : `<data><PTBM>${sender}</PTBM><ZJHM>${number}</ZJHM></data>`;
  const ask = async (number: string, serial: string, qqnr = content(number)) => {
    await pool.query(
      `insert into ${schema}.qz_qqxx (qqlsh, qqlx, qqnr, zjhm, czlx) values ($1, 'CX', $2, $3, 'I')`,
      [serial, qqnr, number],
    );
  };
  const asked = async (): Promise<readonly (readonly [number, string | null])[]> =>
    (await pool.query(`select clzt, sbyy from ${schema}.qz_qqxx order by xh`)).rows.map(({ clzt, sbyy }) => [
      clzt,
      sbyy,
    ]);
  return { system, schema, held, rows, count, forget, content, ask, asked };
}

describe('pushes', () => {
  it('everybody at the first run, nobody at the next, and everybody again after the night', async () => {
    const { system, held, count, forget } = await start();
    const repeated = held.filter((number) => personQuirk(number) !== 'none').length;
    await system.run();
    const first = [await count(), await count("czlx = 'I' and clzt = 0")];
    await system.run();
    const second = await count();
    await forget();
    now += DAY_MS;
    await system.run();

    const all = held.length * 4 + repeated;
    expect(held.length).toBeGreaterThan(50);
    expect([first, second]).toEqual([[all, all], all]);
    expect([await count(), await count("czlx = 'U'")]).toEqual([all, all]);
  });

  it('repeats rows of some persons, and brings the state of yesterday after that of today', async () => {
    const { system, held, rows } = await start();
    await system.run();
    const of = async (quirk: string) => {
      const number = held.find((candidate) => personQuirk(candidate) === quirk) ?? '';
      return (await rows(`sjlx = 'GRZH' and upper(zjhm) = '${number}'`)).map(({ sjnr }) => sjnr);
    };
    const [twice, again, ...more] = await of('twice');
    const late = (await of('late')).map((text) => JSON.parse(text).SJSJ);

    expect([again, more]).toEqual([twice, []]);
    expect(await of('none')).toHaveLength(1);
    expect(late).toEqual([expect.stringMatching(/^20261122/), expect.stringMatching(/^20261121/)]);
  });

  it('by itself, when there is an interval', async () => {
    const { held, count } = await start(FUND, 5);

    await vi.waitFor(async () => expect(await count()).toBeGreaterThan(held.length * 4), { timeout: 20_000 });
  });

  it('in the columns and with the types of social insurance, as XML', async () => {
    const { system, held, rows } = await start(INSURANCE);
    await system.run();
    const number = held.find((candidate) => personQuirk(candidate) === 'none') ?? '';
    const about = await rows(`upper(zjhm) = '${number}'`);

    expect(about.map(({ sjlx }) => sjlx.trim())).toEqual(['CBXX', 'JFMX', 'YLZH', 'DYXX', 'SBKX', 'ZGRZ']);
    expect(about[0]?.zjhm).toBe(number.toLowerCase().padEnd(20));
    expect(about[0]?.sjnr).toMatch(
      new RegExp(
        `^<\\?xml version="1.0" encoding="GBK"\\?><data><aac002>${number.toLowerCase()}</aac002><aac003>`,
      ),
    );
  });
});

describe('requests', () => {
  it('are answered with a row per type, and D for somebody who is not on file; counted too', async () => {
    const { system, held, rows, forget, ask, asked } = await start();
    const number = held.find((candidate) => personQuirk(candidate) === 'none') ?? '';
    await system.run();
    await forget();
    await ask(number, 'Q00000000001');
    await ask(UNKNOWN, 'Q00000000002');
    await system.run();
    const about = await rows();

    expect(await asked()).toEqual([
      [2, null],
      [2, null],
    ]);
    expect(
      about.map(({ sjlx, czlx, zjhm }) => [sjlx.trim(), czlx.trim(), zjhm.trim().toUpperCase()]),
    ).toEqual([
      ...['GRZH', 'DKXX', 'JCMX', 'TQMX'].map((type) => [type, 'U', number]),
      ...['GRZH', 'DKXX', 'JCMX', 'TQMX'].map((type) => [type, 'D', UNKNOWN]),
    ]);
    expect(JSON.parse(about.at(-1)?.sjnr ?? '')).toEqual({
      ZJHM: UNKNOWN,
      SJSJ: expect.stringMatching(/^20261122\d{6}$/),
      JGMC: '江西省直单位住房公积金管理中心(模拟)',
    });
    expect(system.calls.read()).toEqual([{ operation: 'CX', calls: 2, persons: 2, duplicates: 0 }]);
  });

  it('that are wrong are refused with a reason, and the others answered', async () => {
    const { system, held, forget, count, content, ask, asked } = await start();
    const [number = ''] = held;
    await system.run();
    await forget();
    await ask(number, 'Q00000000001', 'not json');
    await ask(number, 'Q00000000002', content(number, '999999'));
    await ask(`${number.slice(0, 17)}?`, 'Q00000000003');
    await ask(UNKNOWN, 'Q00000000004');
    await system.run();

    expect(await asked()).toEqual([
      [9, '201 请求内容格式错误'],
      [9, '204 平台无权限'],
      [9, '203 证件号码错误'],
      [2, null],
    ]);
    expect(await count()).toBe(4);
  });

  it('that another machine of the centre has taken are its, until it is dead', async () => {
    const { system, schema, ask, asked } = await start();
    await ask(UNKNOWN, 'Q00000000001');
    await ask(UNKNOWN, 'Q00000000002');
    const take = (serial: string, minutes: number) =>
      pool.query(
        `update ${schema}.qz_qqxx set clzt = 1, lqbs = 'other', lqsj = now() - make_interval(mins => $2) where qqlsh = $1`,
        [serial, minutes],
      );
    await take('Q00000000001', 9);
    await take('Q00000000002', 11);
    await system.run();

    expect(await asked()).toEqual([
      [1, null],
      [2, null],
    ]);
  });
});

describe('faults', () => {
  const answerUnder = async (fault: Fault, place: typeof FUND = FUND) => {
    const { system, held, rows, forget, ask, asked } = await start(place);
    const number = held.find((candidate) => personQuirk(candidate) === 'none') ?? '';
    await system.run();
    await forget();
    await system.setFault(fault);
    await ask(number, 'Q00000000001');
    await system.run();
    return { system, number, about: await rows(), asked: await asked(), again: asked, ask };
  };

  it.each<Fault>([{ kind: 'refuse' }, { kind: 'hang' }])(
    '$kind: no run, and the request waits',
    async (fault) => {
      const { system, about, asked, again } = await answerUnder(fault);
      await system.setFault(null);
      await system.run();

      expect([about, asked, await again()]).toEqual([[], [[0, null]], [[2, null]]]);
    },
  );

  it('flapping: is there for a while first', async () => {
    const { about } = await answerUnder({ kind: 'flapping', upMs: 60_000, downMs: 1 });

    expect(about).toHaveLength(4);
  });

  it('latency: the run is late, and made at once when the fault is cleared', async () => {
    const { system, ask, asked } = await start();
    await system.run();
    await system.setFault({ kind: 'latency', ms: 600_000 });
    await ask(UNKNOWN, 'Q00000000001');
    const run = system.run();
    const before = await asked();
    await system.setFault(null);
    await run;

    expect([before, await asked()]).toEqual([[[0, null]], [[2, null]]]);
  });

  it('maintenance and errors: requests are refused, nothing is pushed', async () => {
    const until = Date.parse('2026-11-22T06:00:00Z');
    const maintenance = await answerUnder({ kind: 'maintenance', from: null, until });
    await maintenance.system.setFault({ kind: 'error', code: null });
    await maintenance.ask(UNKNOWN, 'Q00000000002');
    await maintenance.system.run();

    expect([maintenance.about, await maintenance.again()]).toEqual([
      [],
      [
        [9, '901 系统维护中,预计恢复时间20261122140000'],
        [9, '909 系统内部错误'],
      ],
    ]);
  });

  it('wrong-person: the content is about somebody else than the column', async () => {
    const { number, about } = await answerUnder({ kind: 'wrong-person' });

    expect(about[0]?.zjhm.trim().toUpperCase()).toBe(number);
    expect(JSON.parse(about[0]?.sjnr ?? '').ZJHM).toMatch(/^1099\d{13}[\dx]$/);
    expect(JSON.parse(about[0]?.sjnr ?? '').ZJHM.toUpperCase()).not.toBe(number);
  });

  it('stale-schema: no keys of release 2, and codes that no table has', async () => {
    const { about } = await answerUnder({ kind: 'stale-schema' });
    const [account] = JSON.parse(about[0]?.sjnr ?? '').LB;

    expect(Object.keys(account)).toEqual([
      ...['GRZH', 'GRZHZT', 'GRZHYE', 'GRJCJS', 'GRJCBL', 'DWJCBL', 'YJCE', 'GRJZNY', 'KHRQ'],
    ]);
    expect(account.GRZHZT).toBe('77');
  });

  it.each<[Fault, RegExp]>([
    [{ kind: 'garbage' }, /^\uFFFD+$/],
    [{ kind: 'truncated', cut: 'connection' }, /^\{"ZJHM":"(?!.*\]\}$)/],
    [{ kind: 'wrong-charset' }, /^\{"ZJHM":".*\uFFFD.*\}$/],
    [{ kind: 'html' }, /^<!DOCTYPE html>/],
    [{ kind: 'empty' }, /^$/],
    [{ kind: 'deep', levels: 9 }, /^\{"code":"0","data":\[{9}\]{9}\}$/],
  ])('%j: content that nobody can take', async (fault, content) => {
    const { about, asked } = await answerUnder(fault);

    expect(asked).toEqual([[2, null]]);
    expect(about.map(({ sjnr }) => content.test(sjnr))).toEqual([true, true, true, true]);
  });

  it('xxe: XML only', async () => {
    const { about } = await answerUnder({ kind: 'xxe' }, INSURANCE);
    const { system } = await start();

    expect(about[0]?.sjnr).toContain('<!DOCTYPE r [<!ENTITY x SYSTEM');
    await expect(system.setFault({ kind: 'xxe' })).rejects.toThrow('xxe is not for exchange-table');
    await expect(system.setFault({ kind: 'trickle', ms: 1 })).rejects.toThrow(RangeError);
  });

  it('what was pushed spoiled is pushed again when the system is well', async () => {
    const { system, held, rows, forget } = await start();
    await system.setFault({ kind: 'garbage' });
    await system.run();
    const spoiled = (await rows()).length;
    await system.run();
    const once = (await rows()).length;
    await forget();
    await system.setFault(null);
    await system.run();

    expect(once).toBe(spoiled);
    expect((await rows('sjnr like \'{"ZJHM":%\'')).length).toBeGreaterThanOrEqual(held.length * 4);
  });
});

it('breaks a run off when it is closed', async () => {
  const { system } = await start();

  await expectBreakOff(system);
});
