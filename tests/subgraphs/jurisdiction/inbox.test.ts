import pg from 'pg';
import { expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { eventually } from '../../support/eventually.ts';
import { message, patience, person, record } from './support/messages.ts';
import { ANHUI, HUNAN, STORE_KEY, withPlaceStores } from './support/withPlaceStores.ts';

const stores = withPlaceStores();
const { open, openPlace, query } = stores;

const contents = async (store: Awaited<ReturnType<typeof openPlace>>, ...people: number[]) =>
  (await store.records.find('hukou', people.map(person), patience())).map((row) => row?.content);

it('stores nothing when the connection ends before the transaction does; the next try stores it', async () => {
  const store = await openPlace();
  await store.inbox.take(message('0', { records: [record(1, 100, 'before')] }));
  const blocker = new pg.Client({ connectionString: stores.databaseUrl() });
  await blocker.connect();
  await blocker.query('begin; lock table jurisdiction.requests in access exclusive mode');

  const part = message('1', {
    answers: 'r1',
    records: [record(1, 200, 'after'), record(2, 200)],
    faults: [{ part: '3', reason: 'no number' }],
  });
  const taking = store.inbox.take(part).catch((error: unknown) => error);
  await eventually(async () =>
    expect(
      await query(
        `select pg_terminate_backend(pid) as ended from pg_stat_activity
           where application_name like 'tongban-public-security-%' and wait_event_type = 'Lock'`,
      ),
    ).toEqual([{ ended: true }]),
  );
  const error = await taking;
  await blocker.query('rollback');
  await blocker.end();

  expect(error).toBeInstanceOf(TongbanError);
  expect(error).toMatchObject({ code: 'INTERNAL_SERVER_ERROR', retryable: true });
  expect(await query('select id from jurisdiction.messages')).toEqual([{ id: '0' }]);
  expect(await query('select part from jurisdiction.message_faults')).toEqual([]);
  expect(await contents(store, 1, 2)).toEqual(['before', undefined]);
  expect(await store.inbox.take(part)).toBe('TAKEN');
  expect(await contents(store, 1, 2)).toEqual(['after', '{"n":2}']);
});

it('stores messages about the same people at once from two replicas, in whatever order they name them', async () => {
  const [one, other] = await Promise.all([openPlace(), openPlace()]);
  const people = [...Array(60).keys()];
  const outcomes = await Promise.all(
    Array.from({ length: 40 }, (_, n) =>
      (n % 2 === 0 ? one : other).inbox.take(
        message(`m${n}`, {
          records: (n % 4 < 2 ? people : people.toReversed()).map((who) => record(who, n, `from ${n}`)),
        }),
      ),
    ),
  );

  expect(outcomes).toEqual(outcomes.map(() => 'TAKEN'));
  expect(await contents(one, ...people)).toEqual(people.map(() => 'from 39'));
});

it('keeps faults in order, and closes the request that a message answers, once', async () => {
  const store = await openPlace();
  await store.requests.claim({ reference: 'r1', facet: 'hukou', againAfterMs: 0 }, [person(1)]);
  await store.requests.claim({ reference: 'r2', facet: 'hukou', againAfterMs: 0 }, [person(2)]);
  const faults = [
    { part: '7', reason: 'no number' },
    { part: '2', reason: 'line\u0000one\nline two' },
  ];
  await store.inbox.take(message('1', { answers: 'r1', faults }));

  expect(
    await query('select position, part, reason from jurisdiction.message_faults order by position'),
  ).toEqual([
    { position: 1, part: '7', reason: 'no number' },
    { position: 2, part: '2', reason: 'line one line two' },
  ]);
  expect(
    await query(
      'select reference, answered_at is not null as answered from jurisdiction.requests order by reference',
    ),
  ).toEqual([
    { reference: 'r1', answered: true },
    { reference: 'r2', answered: false },
  ]);
});

it.each([
  ['long', 'x'.repeat(100_000)],
  ['with a NUL', 'a\u0000b'],
  ['with half a character', 'a\ud800b'],
  ['that looks like a digest', 'digest:00'],
  ['that looks like one of ours', 'body:00'],
])('takes an id %s, once', async (_, id) => {
  const store = await openPlace();

  expect(await store.inbox.take(message(id))).toBe('TAKEN');
  expect(await store.inbox.take(message(id))).toBe('DUPLICATE');
  expect(await store.inbox.take(message(`${id}.`))).toBe('TAKEN');
  expect(await query(`select id from jurisdiction.messages where id ~ '^digest:[0-9a-f]{64}$'`)).not.toEqual(
    [],
  );
});

it('keeps the places and departments of one database apart', async () => {
  const hunan = await openPlace();
  const anhui = (await open()).storeFor(ANHUI);
  const fund = (await open({ subgraph: 'housing-fund' })).storeFor(HUNAN);
  await hunan.inbox.take(message('1', { records: [record(1, 100, 'hunan')] }));
  await hunan.requests.claim({ reference: 'r1', facet: 'hukou', againAfterMs: 60_000 }, [person(1)]);

  expect(await anhui.inbox.take(message('1', { records: [record(1, 100, 'anhui')] }))).toBe('TAKEN');
  expect(await contents(fund, 1)).toEqual([undefined]);
  expect(await contents(hunan, 1)).toEqual(['hunan']);
  expect(await anhui.requests.knows('r1')).toBe(false);
  expect(
    await fund.requests.claim({ reference: 'r1', facet: 'hukou', againAfterMs: 60_000 }, [person(1)]),
  ).toEqual([person(1)]);
});

it('makes the tables once when several servers start on an empty database at once', async () => {
  await stores.useEmptyDatabase();
  const subgraphs = ['public-security', 'social-insurance', 'housing-fund', 'public-security'];
  const all = await Promise.all(subgraphs.map((subgraph) => open({ subgraph })));

  expect(await Promise.all(all.map((each) => each.storeFor(HUNAN).inbox.take(message('1'))))).toEqual([
    expect.stringMatching(/TAKEN|DUPLICATE/),
    'TAKEN',
    'TAKEN',
    expect.stringMatching(/TAKEN|DUPLICATE/),
  ]);
});

it('does not start with another store key', async () => {
  await open();

  await expect(open({ storeKey: STORE_KEY.toReversed() })).rejects.toThrow(
    /^storeKey is not the key that the inbox of public-security (43|34)0000 was made with$/,
  );
});

it('says in one line that the database is not there', async () => {
  await expect(open({ databaseUrl: 'postgres://nobody:secret@127.0.0.1:1/none' })).rejects.toThrow(
    /^databaseUrl: the database cannot be prepared \(ECONNREFUSED\): nothing listens at that host and port; .*databaseUrl/,
  );
});

it('opens no record that was moved to another person or instant', async () => {
  const store = await openPlace();
  await store.inbox.take(message('1', { records: [record(1, 100), record(2, 100), record(3, 100)] }));
  await query(`
    update jurisdiction.records set sealed = (select sealed from jurisdiction.records as other
      where other.holder <> records.holder order by other.holder limit 1)`);

  await expect(store.records.find('hukou', [person(1), person(2), person(3)], patience())).rejects.toThrow(
    'A stored record does not open under the store key',
  );
});

it('says that it could not store, without what it could not store', async () => {
  const store = await openPlace();
  await query('alter table jurisdiction.messages rename to lost');
  const error = await store.inbox
    .take(message('1', { records: [record(1, 100)] }))
    .catch((reason: unknown) => reason);

  expect(error).toBeInstanceOf(TongbanError);
  expect(error).toMatchObject({
    code: 'INTERNAL_SERVER_ERROR',
    message: 'The inbox of the place cannot be used',
    retryable: false,
  });
  expect(JSON.stringify(error)).not.toContain(person(1).number);
});

it('removes the bodies of old messages; what was read from them stays, and so does their id', async () => {
  const store = await openPlace();
  for (const id of ['old', 'young']) await store.inbox.take(message(id, { records: [record(1, 100)] }));
  await store.inbox.quarantine({ id: 'odd', body: Buffer.from('?'), reason: 'no XML' });
  await query(
    `update jurisdiction.messages set received_at = now() - interval '31 days' where id in ('old', 'odd')`,
  );
  await openPlace({ retentionDays: 32, subgraph: 'public-security' });
  await openPlace({ retentionDays: 30, subgraph: 'housing-fund' });
  await openPlace({ retentionDays: 30 });

  await eventually(async () =>
    expect(
      await query('select id, quarantined, body is null as purged from jurisdiction.messages order by id'),
    ).toEqual([
      { id: 'odd', quarantined: true, purged: true },
      { id: 'old', quarantined: false, purged: true },
      { id: 'young', quarantined: false, purged: false },
    ]),
  );
  // It is said after it was done.
  await eventually(() =>
    expect(stores.logged.filter((line) => line.includes('bodies of old messages were removed'))).toHaveLength(
      1,
    ),
  );
  expect(await store.inbox.take(message('old'))).toBe('DUPLICATE');
  expect(await contents(store, 1)).toEqual(['{"n":1}']);
});
