import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { expect, it } from 'vitest';
import { listInbox } from '../../../subgraphs/jurisdiction/listInbox.ts';
import { message, person, record } from './support/messages.ts';
import { ANHUI, HUNAN, STORE_KEY, withPlaceStores } from './support/withPlaceStores.ts';

const stores = withPlaceStores();
const logger = pino({ level: 'silent' });
const key = Buffer.from(STORE_KEY).toString('base64');

const settings = (changes: object = {}) => ({
  places: [HUNAN, ANHUI].map((jurisdiction) => ({ jurisdiction, dialect: 'any', url: 'http://h' })),
  contextKey: { master: key },
  identityKeys: { master: key },
  databaseUrl: stores.databaseUrl(),
  storeKey: key,
  ...changes,
});

/** A message, a message with faults, one that nobody could read, one that came again; in Hunan, in this order. */
async function fill(): Promise<void> {
  // The moments below are long ago: nothing may be too old to be kept.
  const store = (await stores.open({ retentionDays: 36_500 })).storeFor(HUNAN);
  await store.requests.claim({ reference: 'r1', facet: 'hukou', againAfterMs: 0 }, [person(1)]);
  await store.requests.claim({ reference: 'r2', facet: 'hukou', againAfterMs: 0 }, [person(2)]);
  await store.requests.claim({ reference: 'r3', facet: 'hukou', againAfterMs: 0 }, [person(3)]);
  await store.requests.release('r3');
  await store.inbox.take(message('m1', { answers: 'r1', records: [record(1, 100)] }));
  await store.inbox.take(
    message('m2', {
      records: [record(1, 200), record(2, 100)],
      faults: [
        { part: '7', reason: 'no number' },
        { part: '9', reason: 'no name' },
      ],
    }),
  );
  await store.inbox.quarantine({ id: 'q1', body: Buffer.from('?'), reason: 'no XML' });
  await store.inbox.quarantine({ id: 'm1', body: Buffer.from('!'), reason: 'cut off' });
  // A second apart, in the order in which they came.
  await stores.query(`
    update jurisdiction.messages set received_at = timestamptz '2026-01-02 03:04:05Z' + number * interval '1 s'
    from (select id as i, quarantined as q, row_number() over (order by received_at) as number
      from jurisdiction.messages) as numbered
    where i = id and q = quarantined`);
}

it('counts per place, and lists the newest first', async () => {
  await fill();
  const { places, messages } = await listInbox('public-security', settings(), {
    quarantined: false,
    limit: 3,
    logger,
  });

  expect(places).toEqual([
    { jurisdiction: ANHUI, messages: 0, faulty: 0, quarantined: 0, records: 0, unanswered: 0 },
    { jurisdiction: HUNAN, messages: 2, faulty: 1, quarantined: 2, records: 2, unanswered: 1 },
  ]);
  const at = (second: number) => new Date(Date.UTC(2026, 0, 2, 3, 4, 5 + second));
  const row = { jurisdiction: HUNAN, kind: null, reason: null, readLater: false, faults: [] };
  expect(messages).toEqual([
    { ...row, id: 'm1', receivedAt: at(4), reason: 'cut off', readLater: true },
    { ...row, id: 'q1', receivedAt: at(3), reason: 'no XML' },
    { ...row, id: 'm2', receivedAt: at(2), kind: 'push', faults: ['7: no number', '9: no name'] },
  ]);
});

it('lists on request only what nobody could read, and only of this server', async () => {
  await fill();
  const query = { quarantined: true, limit: 50, logger };
  const ids = async (subgraph: string, changes: object = {}) =>
    (await listInbox(subgraph, settings(changes), query)).messages.map(({ id }) => id);

  expect(await ids('public-security')).toEqual(['m1', 'q1']);
  expect(await ids('housing-fund')).toEqual([]);
  expect(
    await ids('public-security', {
      places: [{ jurisdiction: ANHUI, dialect: 'any', url: 'http://h' }],
    }),
  ).toEqual([]);
});

it('says in one line that a server has no database', async () => {
  await expect(
    listInbox('public-security', settings({ databaseUrl: undefined, storeKey: undefined }), {
      quarantined: false,
      limit: 1,
      logger,
    }),
  ).rejects.toThrow(/^databaseUrl: this server keeps nothing of what systems send$/);
});

it('is a command', async () => {
  await fill();
  const folder = await mkdtemp(join(tmpdir(), 'tongban-test-inbox-'));
  const file = join(folder, 'server.json');
  await writeFile(file, JSON.stringify(settings()));
  const command = ['dist/cli/main.js', 'inbox', 'list', 'public-security', '--config', file];
  const { stdout } = await promisify(execFile)(process.execPath, command);
  await rm(folder, { recursive: true });

  expect(stdout).toBe(
    [
      '340000 0 messages (0 with faults), 0 quarantined, 0 records, 0 requests unanswered',
      '430000 2 messages (1 with faults), 2 quarantined, 2 records, 1 requests unanswered',
      '2026-01-02T03:04:09.000Z 430000 quarantined m1 cut off (came again and was read)',
      '2026-01-02T03:04:08.000Z 430000 quarantined q1 no XML',
      '2026-01-02T03:04:07.000Z 430000 push m2 2 faults: 7: no number; 9: no name',
      '2026-01-02T03:04:06.000Z 430000 push m1',
      '',
    ].join('\n'),
  );
}, 30_000);
