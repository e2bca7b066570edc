import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { startHousingFund } from '../../../subgraphs/housing-fund/main.ts';
import { startPublicSecurity } from '../../../subgraphs/public-security/main.ts';
import { startSocialInsurance } from '../../../subgraphs/social-insurance/main.ts';
import { theWorld } from '../../contract/support/theWorld.ts';
import { type RunningBus, startBus } from '../../sandbox/support/startBus.ts';
import { type Hub, startHub } from '../../sandbox/support/startHub.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { conform } from './support/conform.ts';
import { serverKeys } from './support/endpointSecrets.ts';
import { somebodyAt } from './support/somebodyAt.ts';

const SYSTEMS = [
  'public-security/430000',
  'social-insurance/430000',
  'social-insurance/440000',
  'housing-fund/430700',
];
const TABLES = `CREATE SCHEMA centre;
  CREATE TABLE centre.qz_sjxx (xh bigint GENERATED ALWAYS AS IDENTITY, sjlx char(8), sjnr text, zjhm char(20),
    czlx char(2), clzt smallint DEFAULT 0, sbyy varchar(200), lqbs varchar(64), lqsj timestamptz,
    cjsj timestamptz DEFAULT now(), gxsj timestamptz DEFAULT now());
  CREATE TABLE centre.qz_qqxx (qqlsh char(32) UNIQUE, qqlx char(8), qqnr text, zjhm char(20), czlx char(2),
    clzt smallint DEFAULT 0, sbyy varchar(200), gxsj timestamptz DEFAULT now());`;

const postgres = withPostgres();
const logger = pino({ level: 'silent' });
const closing: (() => Promise<unknown>)[] = [];
/** By dialect. */
const urls: Record<string, string> = {};
let sandbox: Sandbox;
let bus: RunningBus;
let hub: Hub;

beforeAll(async () => {
  const report = (failure: unknown) => {
    throw failure;
  };
  [sandbox, bus, hub] = await Promise.all([
    startSandbox({ systems: ({ id }) => SYSTEMS.includes(id) }),
    startBus('440000', theWorld, report),
    startHub({ world: theWorld }),
  ]);
  closing.push(
    () => sandbox.close(),
    () => bus.close(),
    () => hub.close(),
  );
  const exchange = await postgres.createDatabase();
  await runSql(exchange, TABLES);
  const drop = await makeDrop();
  const databaseUrl = await postgres.createDatabase();
  const common = { ...serverKeys, databaseUrl, storeKey: randomBytes(32).toString('base64') };
  const inbound = { port: 0 };
  const platformCode = '100000001';

  const servers = [
    await startPublicSecurity(
      {
        ...common,
        places: [
          ...placesOf('public-security'),
          {
            jurisdiction: '440000',
            dialect: 'collaboration-bus',
            url: bus.url,
            options: bus.options,
            inbound,
          },
        ],
      },
      logger,
    ),
    await startSocialInsurance({ ...common, places: placesOf('social-insurance') }, logger),
    await startHousingFund(
      {
        ...common,
        places: [
          ...placesOf('housing-fund'),
          { jurisdiction: '330000', dialect: 'settlement-node', url: hub.url, options: hub.options, inbound },
          {
            jurisdiction: '450900',
            dialect: 'exchange-table',
            url: exchange,
            options: { schema: 'centre', platformCode },
          },
          {
            jurisdiction: '451000',
            dialect: 'file-drop',
            url: pathToFileURL(drop).href,
            options: { platformCode },
          },
        ],
      },
      logger,
    ),
  ] as const;
  closing.unshift(...servers.map((server) => () => server.stop()));
  const [security, insurance, fund] = servers;
  Object.assign(urls, {
    'data-exchange': security.partitions['43'],
    'collaboration-bus': security.partitions['44'],
    'gbk-xml': insurance.partitions['43'],
    'national-cipher': insurance.partitions['44'],
    'pinyin-rest': fund.partitions['4307'],
    'settlement-node': fund.partitions['33'],
    'exchange-table': fund.partitions['4509'],
    'file-drop': fund.partitions['4510'],
  });
});
afterAll(async () => {
  for (const close of closing) await close();
});

const placesOf = (wanted: string) =>
  sandbox.systems
    .filter(({ department }) => department === wanted)
    .map(({ jurisdiction, dialect, url, options }) => ({ jurisdiction, dialect, url, options }));

async function runSql(url: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
}

async function makeDrop(): Promise<string> {
  const root = await mkdtemp(join(tmpdir(), 'tongban-drop-'));
  closing.push(() => rm(root, { recursive: true, force: true }));
  for (const folder of ['out/claim', 'out/done', 'out/bad', 'in/done', 'in/bad']) {
    await mkdir(join(root, folder), { recursive: true });
  }
  return root;
}

const untried = ['person.known', 'person.mismatch', 'person.values'];

it.each([
  ['data-exchange', somebodyAt('public-security', '430000'), []],
  ['gbk-xml', somebodyAt('social-insurance', '430000'), ['person.mismatch']],
  ['national-cipher', somebodyAt('social-insurance', '440000'), ['person.mismatch']],
  ['pinyin-rest', somebodyAt('housing-fund', '430700'), []],
  ['settlement-node', somebodyAt('housing-fund', '330000'), []],
  // Nothing was pushed yet: the endpoint says so, and conforms.
  ['collaboration-bus', null, ['entities.unknown-person', ...untried]],
  ['exchange-table', null, ['entities.unknown-person', ...untried]],
  ['file-drop', null, ['entities.unknown-person', ...untried]],
])('passes the endpoint of a place that speaks %s', async (dialect, person, noted) => {
  const results = await conform(String(urls[dialect]), { person });

  expect(results.filter(({ outcome }) => outcome === 'FAILED')).toEqual([]);
  expect(
    results
      .filter(({ outcome }) => outcome === 'NOTED')
      .map(({ id }) => id)
      .toSorted(),
  ).toEqual(noted);
});
