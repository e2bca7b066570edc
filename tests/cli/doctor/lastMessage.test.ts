import { randomBytes } from 'node:crypto';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findLastMessage } from '../../../cli/doctor/findLastMessage.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import { PlaceStores } from '../../../subgraphs/jurisdiction/PlaceStores.ts';
import { withPostgres } from '../../support/withPostgres.ts';

const postgres = withPostgres();
const jurisdiction = parseDivisionCode('430000');
const storeKey = randomBytes(32);
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

async function look(now: number, url = databaseUrl) {
  const key = { master: randomBytes(32).toString('base64') };
  const place = { jurisdiction, dialect: 'collaboration-bus', url: 'http://127.0.0.1:1', options: {} };
  const store = { databaseUrl: url, storeKey: storeKey.toString('base64') };
  const settings = { contextKey: key, identityKeys: key, places: [place], ...store };
  return findLastMessage({ department: 'public-security', place, hasStore: true, settings }, now);
}

it('tells when the system last sent something, how old that is, and what is in quarantine', async () => {
  expect(await look(Date.now())).toEqual({
    check: 'last message',
    outcome: 'NOTED',
    found: 'none yet',
    next: 'ask the province whether it has our address, or wait for its next run',
  });

  await take('m1');

  expect(await look(Date.now() + 3 * 3_600_000)).toEqual({
    check: 'last message',
    outcome: 'PASSED',
    found: expect.stringMatching(/^\d{4}-\d\d-\d\dT\S+Z, (2|3) hours ago; 0 in quarantine$/),
  });

  await inbox().quarantine({ id: null, body: Buffer.from('?'), reason: 'no message' });

  expect(await look(Date.now())).toMatchObject({
    outcome: 'NOTED',
    found: expect.stringMatching(/less than a minute ago; 1 in quarantine$/),
    next: 'look: npx tongban inbox list public-security --quarantined --config FILE',
  });
});

it('fails when the database of the server cannot be read, without its password', async () => {
  const finding = await look(Date.now(), 'postgres://somebody:hidden-password@127.0.0.1:1/none');

  expect(finding).toMatchObject({ check: 'last message', outcome: 'FAILED' });
  expect(JSON.stringify(finding)).not.toContain('hidden-password');
});
