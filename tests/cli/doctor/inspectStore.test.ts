import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { inspectStore } from '../../../cli/doctor/inspectStore.ts';
import { citizenNumberCheck, parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { PlaceStores } from '../../../subgraphs/jurisdiction/PlaceStores.ts';
import { withPostgres } from '../../support/withPostgres.ts';

const postgres = withPostgres();
const jurisdiction = parseDivisionCode('430000');
const storeKey = randomBytes(32);
const testNumber = parseCitizenNumber(`10999919010101901${citizenNumberCheck('10999919010101901')}`);
let databaseUrl: string;
let stores: PlaceStores;

beforeAll(async () => {
  databaseUrl = await postgres.createDatabase();
  stores = await PlaceStores.open({
    databaseUrl,
    storeKey,
    subgraph: 'public-security',
    jurisdictions: [jurisdiction],
    retentionDays: 90,
    logger: pino({ level: 'silent' }),
  });
});
afterAll(() => stores?.close());

const inbox = () => stores.storeFor(jurisdiction).inbox;
const take = (id: string) =>
  inbox().take({
    id,
    kind: 'notice',
    sentAt: null,
    tie: 0n,
    body: Buffer.from('x'),
    answers: null,
    records: [],
    faults: [],
  });

interface Looked {
  readonly now?: number;
  readonly store?: { readonly databaseUrl?: string; readonly storeKey?: string };
  readonly references?: readonly string[];
  readonly of?: string;
  readonly inbound?: { readonly host: string; readonly port: number };
}

async function look({ now = Date.now(), store, references = [], of = jurisdiction, inbound }: Looked = {}) {
  const key = { master: randomBytes(32).toString('base64') };
  const place = {
    jurisdiction: parseDivisionCode(of),
    dialect: 'file-drop',
    url: 'file:///nowhere',
    options: {},
    ...(inbound === undefined ? {} : { inbound }),
  };
  const own = { databaseUrl, storeKey: storeKey.toString('base64'), ...store };
  const settings = { contextKey: key, identityKeys: key, places: [place], ...own };
  const about = { department: 'public-security', place, hasStore: true, settings } as const;
  return inspectStore(about, { now, references });
}

const READABLE = { check: 'store', outcome: 'PASSED', found: 'can be read, and was made with this storeKey' };

it('tells when the system last sent something, how old that is, and what is in quarantine', async () => {
  expect(await look()).toEqual([
    READABLE,
    {
      check: 'last message',
      outcome: 'NOTED',
      found: 'none yet',
      next: 'wait for the centre’s next run, while the server runs; ask the centre when that is',
    },
  ]);
  expect(await look({ inbound: { host: '127.0.0.1', port: 1 } })).toMatchObject([
    READABLE,
    { next: 'ask the province whether it has our address, or wait for its next run' },
  ]);

  await take('m1');

  expect(await look({ now: Date.now() + 3 * 3_600_000 })).toEqual([
    READABLE,
    {
      check: 'last message',
      outcome: 'PASSED',
      found: expect.stringMatching(/^\d{4}-\d\d-\d\dT\S+Z, (2|3) hours ago; 0 in quarantine$/),
    },
  ]);

  await inbox().quarantine({ id: null, body: Buffer.from('?'), reason: 'no message' });

  expect(await look()).toMatchObject([
    READABLE,
    {
      outcome: 'NOTED',
      found: expect.stringMatching(/less than a minute ago; 1 in quarantine$/),
      next: 'look: npx tongban inbox list public-security --quarantined --config FILE',
    },
  ]);
});

it('sees by answers to requests that this store never made that another store takes them', async () => {
  const { requests } = stores.storeFor(jurisdiction);
  const holder = { kind: 'NATURAL_PERSON', number: testNumber, name: '无此人' } as const;
  await requests.claim({ reference: 'ours', facet: 'everything', againAfterMs: 0 }, [holder]);

  expect(await look({ references: ['ours'] })).toMatchObject([READABLE, { check: 'last message' }]);
  expect(await look({ references: ['ours', 'theirs'] })).toMatchObject([
    {
      check: 'store',
      outcome: 'FAILED',
      found:
        'another store takes what the system leaves: 1 answers of the last day are to requests that this one never made',
      next: expect.stringContaining('the same databaseUrl and storeKey'),
    },
    { check: 'last message' },
  ]);
});

it('tells another store key, and a place whose server was never started, apart', async () => {
  expect(await look({ store: { storeKey: randomBytes(32).toString('base64') } })).toMatchObject([
    { check: 'store', outcome: 'FAILED', found: expect.stringMatching(/^storeKey is not the key/) },
  ]);
  expect(await look({ of: '440000' })).toMatchObject([
    { check: 'store', outcome: 'NOTED', found: expect.stringContaining('never started') },
    { check: 'last message', found: 'none yet' },
  ]);
});

it('says in words why the database cannot be used, without its password', async () => {
  const wrong = (change: (url: URL) => void) => {
    const url = new URL(databaseUrl);
    change(url);
    return url.href;
  };
  const urls = [
    wrong((url) => {
      url.password = 'hidden-password';
    }),
    wrong((url) => {
      url.port = '1';
    }),
    wrong((url) => {
      url.hostname = 'nowhere.invalid';
    }),
    wrong((url) => {
      url.pathname = '/none';
    }),
    await postgres.createDatabase(),
  ];

  const found = [];
  for (const url of urls) found.push(...(await look({ store: { databaseUrl: url } })));

  expect(found).toMatchObject([
    { found: 'the database refuses the user or the password', next: expect.stringMatching(/databaseUrl/) },
    { found: 'nothing listens at that host and port', next: expect.stringMatching(/databaseUrl/) },
    { found: 'the host is not found', next: expect.stringMatching(/databaseUrl/) },
    { found: 'the server has no database of that name', next: expect.stringMatching(/createdb/) },
    {
      found: 'this database has no tables of ours yet',
      next: expect.stringMatching(/start the server once/),
    },
  ]);
  expect(new Set(found.map(({ check, outcome }) => `${check} ${outcome}`))).toEqual(
    new Set(['store FAILED']),
  );
  expect(JSON.stringify(found)).not.toContain('hidden-password');
});

it('does not claim that nobody knows the database of an installation', async () => {
  const place = { jurisdiction, dialect: 'file-drop', url: 'file:///nowhere', options: {} };

  expect(
    await inspectStore(
      { department: 'housing-fund', place, hasStore: true, settings: null },
      { now: Date.now(), references: [] },
    ),
  ).toMatchObject([{ check: 'store', outcome: 'NOTED', found: expect.stringContaining('set DATABASE_URL') }]);
});
