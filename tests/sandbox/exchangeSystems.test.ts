import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { listSites } from '../../sandbox/listSites.ts';
import { type Sandbox, startSandbox } from '../../sandbox/startSandbox.ts';
import { FUND_CENTRES } from '../../sandbox/world/fundCentres.ts';
import { SANDBOX_PROVINCES } from '../../sandbox/world/provinces.ts';
import { eventually } from '../support/eventually.ts';
import { withPostgres } from '../support/withPostgres.ts';
import { createDeskAdmin } from './support/createDeskAdmin.ts';
import { systemOf } from './support/systemOf.ts';

/** Dialects that a place speaks unless it is said to talk otherwise. */
const USUAL = ['gbk-xml', 'national-cipher', 'pinyin-rest'];
const TABLES = [
  'social-insurance/620000',
  'social-insurance/630000',
  'housing-fund/360000',
  'housing-fund/510300',
];
const FOLDERS = [
  'social-insurance/460000',
  'social-insurance/650000',
  'housing-fund/450900',
  'housing-fund/640000',
];
const CALLED = 'housing-fund/430700';
const platformCode = expect.stringMatching(/^1\d{8}$/);

const postgres = withPostgres();
let databaseUrl: string;
let folder: string;
let running: Sandbox | undefined;
beforeAll(async () => {
  databaseUrl = await postgres.createDatabase();
  folder = await mkdtemp(join(tmpdir(), 'tongban-exchange-'));
});
afterEach(async () => {
  await running?.close();
  running = undefined;
});
afterAll(() => rm(folder, { recursive: true }));

const start = async (settings: Parameters<typeof startSandbox>[0] = {}) => {
  running = await startSandbox({
    exchangeDatabaseUrl: databaseUrl,
    exchangeFolder: folder,
    exchangePollMs: 0,
    systems: ({ id }) => [...TABLES, ...FOLDERS, CALLED].includes(id),
    ...settings,
  });
  return running;
};
const admin = async (method: string, path: string) => {
  const response = await fetch(`${running?.adminUrl}${path}`, { method });
  return { status: response.status, answer: await response.json() };
};

describe('systems that exchange', () => {
  it('have the choices of the specification between them', async () => {
    const sandbox = await start();
    const table = (schema: string, contentFormat: string) => ({
      schema,
      contentFormat,
      platformCode,
      takenMinutes: 10,
      pollSeconds: 1,
      handling: 'offered',
    });
    const files = (digest: string) => ({
      digest,
      platformCode,
      settleSeconds: 2,
      takenMinutes: 10,
      pollSeconds: 1,
      handling: 'offered',
    });

    expect(sandbox.notStarted).toEqual([]);
    expect(TABLES.map((id) => systemOf(sandbox, id).options)).toEqual([
      table('qz_sb_620000', 'json'),
      table('qz_sb_630000', 'xml'),
      table('qz_gjj_360000', 'json'),
      table('qz_gjj_510300', 'xml'),
    ]);
    expect(FOLDERS.map((id) => systemOf(sandbox, id).options)).toEqual([
      files('MD5'),
      files('SM3'),
      files('MD5'),
      files('SM3'),
    ]);
    expect(TABLES.map((id) => systemOf(sandbox, id).url)).toEqual(TABLES.map(() => databaseUrl));
    expect(systemOf(sandbox, 'housing-fund/640000').url).toBe(
      pathToFileURL(join(folder, 'housing-fund-640000')).href,
    );
  });

  it('make a run when the governor says so, and no other', async () => {
    await start();
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    const count = async () =>
      (await pool.query('select count(*)::int as n from qz_gjj_360000.qz_sjxx')).rows[0].n;
    const files = async () =>
      (await readdir(join(folder, 'housing-fund-450900/out'))).filter((name) => name.endsWith('.ok')).length;
    const before = [await count(), await files()];
    const woken = [
      await admin('POST', '/systems/housing-fund/360000/run'),
      await admin('POST', '/systems/housing-fund/450900/run'),
    ];
    const after = [await count(), await files()];
    await pool.end();

    expect(before).toEqual([0, 0]);
    expect(woken).toEqual([
      {
        status: 200,
        answer: expect.objectContaining({
          id: 'housing-fund/360000',
          dialect: 'exchange-table',
          listening: true,
        }),
      },
      {
        status: 200,
        answer: expect.objectContaining({ id: 'housing-fund/450900', dialect: 'file-drop', listening: true }),
      },
    ]);
    expect(after).toEqual([expect.any(Number), expect.any(Number)]);
    expect(after.map((number) => number > 9)).toEqual([true, true]);
  });

  it.each([
    [`/systems/${CALLED}/run`, 400, 'pinyin-rest answers calls, it makes no runs'],
    ['/systems/housing-fund/999999/run', 404, 'there is no system housing-fund/999999'],
  ])('POST %s is refused with %i', async (path, status, error) => {
    await start();

    expect(await admin('POST', path)).toEqual({ status, answer: { error } });
  });

  it('take faults like all others, and say which they cannot have', async () => {
    const sandbox = await start();
    const put = async (id: string, fault: object) => {
      const body = JSON.stringify(fault);
      const response = await fetch(`${sandbox.adminUrl}/systems/${id}/fault`, { method: 'PUT', body });
      return response.status;
    };

    expect([
      await put('housing-fund/510300', { kind: 'xxe' }),
      await put('housing-fund/360000', { kind: 'xxe' }),
    ]).toEqual([200, 400]);
    expect(await put('housing-fund/360000', { kind: 'refuse' })).toBe(200);
    expect((await admin('GET', '/systems')).answer).toContainEqual(
      expect.objectContaining({ id: 'housing-fund/360000', listening: false, fault: { kind: 'refuse' } }),
    );
  });

  it('handle, and tell on their next run what the governor decides', async () => {
    const sandbox = await start({ systems: ({ id }) => id === 'housing-fund/360000' });
    const desk = createDeskAdmin(sandbox, 'housing-fund/360000');
    const key = 'TB20261122999999S1';
    const number = '109933200109090025';
    const content = {
      PTBM: systemOf(sandbox, 'housing-fund/360000').options['platformCode'],
      ...{ YWBH: key, XTBH: 'TB20261122999999', YWDM: 'GJ05', SXBM: 'item', SLQH: '430700', BLQH: '360000' },
      DSRLB: [{ JS: '申请人', ZJLX: 'SFZ', ZJHM: number, MC: '某玕' }],
      BDLB: [],
    };
    const pool = new pg.Pool({ connectionString: databaseUrl, max: 1 });
    const states = async () => {
      await admin('POST', '/systems/housing-fund/360000/run');
      const { rows } = await pool.query(
        "select sjnr::json->>'BLZT' as state from qz_gjj_360000.qz_sjxx where sjlx = 'BLJG' order by xh",
      );
      return rows.map(({ state }) => state);
    };
    await desk.on('book-transfer', 'pend');
    await pool.query(
      "insert into qz_gjj_360000.qz_qqxx (qqlsh, qqlx, qqnr, zjhm, czlx) values ($1, 'BL', $2, $3, 'I')",
      [key, JSON.stringify(content), number],
    );
    const held = await states();
    await desk.decide(key, { outcome: 'done' });
    const decided = await states();
    await desk.ask('POST', `ledger/${key}/feedback`);
    const again = await states();
    await pool.end();

    expect([held, decided, again]).toEqual([['2'], ['2', '1'], ['2', '1', '1']]);
    expect((await desk.ledgerOf(key)).count).toEqual({ attempts: 1, entries: 1, effects: 1 });
  });

  it('have no port to remember', async () => {
    const portsFile = join(folder, 'ports.json');
    await start({ portsFile });

    expect(Object.keys(JSON.parse(await readFile(portsFile, 'utf8'))).sort()).toEqual(['admin', CALLED]);
  });

  it('leave every other place its number among those of its dialect, on which its options depend', () => {
    const insurance = SANDBOX_PROVINCES.map(({ code }, index) => [`social-insurance/${code}`, index >> 1]);
    const funds = FUND_CENTRES.map(({ code }, index) => [`housing-fund/${code}`, index]);
    const usual = listSites().filter(({ dialect }) => USUAL.includes(dialect.name));
    const ids = usual.map(({ id }) => id);

    expect(
      usual
        .filter(({ department }) => department === 'social-insurance' || department === 'housing-fund')
        .map(({ id, ordinal }) => [id, ordinal]),
    ).toEqual([...insurance, ...funds].filter(([id]) => ids.includes(String(id))));
  });

  it('that cannot reach their database are a failed start, with nothing left running', async () => {
    await expect(start({ exchangeDatabaseUrl: 'postgres://nobody@127.0.0.1:1/none' })).rejects.toThrow(
      'ECONNREFUSED',
    );
  });
});

it('make no runs by themselves before they may, when they are held', async () => {
  const id = 'housing-fund/640000';
  await start({ exchangePollMs: 1, exchangeHeld: true, systems: (site) => site.id === id });
  const files = async () => (await readdir(join(folder, 'housing-fund-640000', 'out'))).length;
  const before = await files();
  await eventually(async () => expect((await admin('POST', '/runs/begin')).answer).toEqual({ begun: 1 }));

  await eventually(async () => expect(await files()).toBeGreaterThan(before));
});
