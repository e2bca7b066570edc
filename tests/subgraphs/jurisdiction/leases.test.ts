import pg from 'pg';
import { beforeEach, expect, it } from 'vitest';
import type { Lease } from '../../../adapters/inbound/Leases.ts';
import type { PlaceStores } from '../../../subgraphs/jurisdiction/PlaceStores.ts';
import { FakeClock } from '../../adapters/transport/FakeClock.ts';
import { eventually } from '../../support/eventually.ts';
import { HUNAN, withPlaceStores } from './support/withPlaceStores.ts';

const { open, query, databaseUrl } = withPlaceStores();
let clock: FakeClock;
let stores: PlaceStores;
let one: Lease;
let other: Lease;

beforeEach(async () => {
  clock = new FakeClock();
  stores = await open({ clock });
  one = stores.storeFor(HUNAN).leases.join('node', 'http://one');
  other = (await open({ clock: new FakeClock() })).storeFor(HUNAN).leases.join('node', 'http://other');
});

/** How long the row's lease still runs by the database's clock, seconds. */
async function secondsLeft(): Promise<number> {
  const [row] = await query(
    `select extract(epoch from expires_at - clock_timestamp())::float8 as left from jurisdiction.leases`,
  );
  return Number(row?.['left']);
}

const age = (seconds: number) =>
  query(`update jurisdiction.leases set expires_at = expires_at - interval '${seconds} s'`);
const loseTable = () => query('alter table jurisdiction.leases rename to lost');
const findTable = () => query('alter table jurisdiction.lost rename to leases');

it('lasts 10 s and is renewed every 3 s, without anybody asking', async () => {
  await one.holder();
  expect(await secondsLeft()).toBeGreaterThan(8);
  expect(await secondsLeft()).toBeLessThanOrEqual(10);

  for (let round = 0; round < 3; round += 1) {
    await age(9);
    clock.advance(3_000);
    await eventually(async () => expect(await secondsLeft()).toBeGreaterThan(8));
  }
});

it('is known from memory while it is surely ours, and no longer', async () => {
  await one.holder();
  await loseTable();

  clock.advance(8_999);
  expect(await one.holder()).toEqual({ kind: 'SELF', token: 1 });
  clock.advance(1);
  expect(await one.holder()).toEqual({ kind: 'NOBODY' });
  expect(await other.holder()).toEqual({ kind: 'NOBODY' });
  await findTable();
  expect(await one.holder()).toEqual({ kind: 'SELF', token: 1 });
});

it('tells whoever asks within 3 s that there is nobody while the database says nothing', async () => {
  const blocker = new pg.Client({ connectionString: databaseUrl() });
  await blocker.connect();
  await blocker.query('begin; lock table jurisdiction.leases in access exclusive mode');
  const first = one.holder();
  const second = one.holder();
  clock.advance(3_000);
  const during = await Promise.all([first, second]);
  await blocker.query('rollback');
  await blocker.end();

  expect(during).toEqual([{ kind: 'NOBODY' }, { kind: 'NOBODY' }]);
  await eventually(async () => expect(await one.holder()).toEqual({ kind: 'SELF', token: 1 }));
});

it('tries again after a second when a renewal failed', async () => {
  const delays: number[] = [];
  const schedule = clock.schedule.bind(clock);
  clock.schedule = (delayMs, action) => {
    delays.push(delayMs);
    return schedule(delayMs, action);
  };
  await one.holder();
  await loseTable();
  clock.advance(3_000);
  await eventually(() => expect(delays.at(-1)).toBe(1_000));
  await findTable();
  await age(9);
  clock.advance(1_000);

  await eventually(async () => expect(await secondsLeft()).toBeGreaterThan(8));
  await eventually(() => expect(delays.at(-1)).toBe(3_000));
  expect(await one.holder()).toEqual({ kind: 'SELF', token: 1 });
});

it('goes to another one when it ran out, under a greater token; the old owner believes in it no longer', async () => {
  await one.holder();
  expect(await other.holder()).toEqual({ kind: 'OTHER', address: 'http://one' });
  // The whole process of the owner stands still: its timers do not run.
  await age(11);

  expect(await other.holder()).toEqual({ kind: 'SELF', token: 2 });
  clock.advance(9_000);
  expect(await one.holder()).toEqual({ kind: 'OTHER', address: 'http://other' });
});

it('is noticed to be lost at the next renewal', async () => {
  await one.holder();
  await age(11);
  await other.holder();
  clock.advance(3_000);

  await eventually(async () => expect((await one.holder()).kind).toBe('OTHER'));
  expect(await one.holder()).toEqual({ kind: 'OTHER', address: 'http://other' });
});

it('goes to one of many when it ran out', async () => {
  await one.holder();
  await age(11);
  const replicas = await Promise.all([1, 2, 3].map(() => open({ clock: new FakeClock() })));
  const joined = replicas.map((replica, n) => replica.storeFor(HUNAN).leases.join('node', `http://${n}`));
  const kinds = (await Promise.all(joined.map((lease) => lease.holder()))).map(({ kind }) => kind);

  expect(kinds.toSorted()).toEqual(['OTHER', 'OTHER', 'SELF']);
  expect(await query('select token from jurisdiction.leases')).toEqual([{ token: '2' }]);
});

it('is not taken back by a renewal that was under way when it was given up', async () => {
  await one.holder();
  clock.advance(3_000);
  await one.leave();

  expect(await secondsLeft()).toBeLessThan(0);
  expect(await one.holder()).toEqual({ kind: 'NOBODY' });
  expect(await other.holder()).toEqual({ kind: 'SELF', token: 2 });
});

it('is given up when the store is closed', async () => {
  await one.holder();
  await stores.close();

  expect(await other.holder()).toEqual({ kind: 'SELF', token: 2 });
});

it('leaves without a word when the database is away', async () => {
  await one.holder();
  await loseTable();

  await expect(one.leave()).resolves.toBeUndefined();
});
