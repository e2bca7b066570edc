import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { createWorld } from '../../sandbox/world/createWorld.ts';
import { SevenDialectsPage } from '../support/SevenDialectsPage.ts';
import { startOwnStack } from '../support/startOwnStack.ts';
import type { StartedStack } from '../support/startStack.ts';
import { withPostgres } from '../support/withPostgres.ts';

const BUS = 'public-security/330000';
const PLACE = '330000';

/** Ways in which the bus can fail while somebody is asked about whom it has told nothing of. */
const FAULTS = [
  { kind: 'hang' },
  { kind: 'refuse' },
  { kind: 'trickle', ms: 300 },
  { kind: 'garbage' },
  { kind: 'truncated' },
  { kind: 'html' },
  { kind: 'deep', levels: 5_000 },
  { kind: 'billion-laughs' },
  { kind: 'wrong-charset' },
  { kind: 'maintenance' },
] as const;

const WAIT = { timeout: 120_000, interval: 100 };
vi.setConfig({ testTimeout: 300_000 });

const postgres = withPostgres();
let databaseUrl: string;
let stack: StartedStack;
let page: SevenDialectsPage;

beforeAll(async () => {
  databaseUrl = await postgres.createDatabase();
  stack = await startOwnStack({ DATABASE_URL: databaseUrl });
  page = new SevenDialectsPage(stack, databaseUrl);
});
afterEach(() => stack.clearFaults());
afterAll(() => stack?.stop());

it('a bus that is told where to call tells of everybody, each package once', async () => {
  await untilAllDelivered();

  const { settled } = await pushes();
  // Packages that answer applications may be among them: early visitors asked before everything was told.
  expect(await stored()).toBe(settled);
  expect(await holdersTold()).toBe(HOLDERS);
  await page.untilWhole();
});

describe.each(FAULTS)('a bus with the fault $kind', (fault) => {
  it('leaves what it told before, and all other places; whom it told nothing of comes once it is well', async () => {
    const whole = await page.untilWhole(2);
    await stack.setFault(BUS, fault);
    expect((await page.ask()).body).toEqual(whole.body);

    await page.forget([BUS]);
    const partial = await page.ask();
    const ready = await fetch(`${stack.gateway}/ready`);

    expect(ready.status).toBe(200);
    expect(page.errorsOf(partial)).toEqual([UNTOLD]);
    expect(partial.body.errors?.[0]?.extensions['retryAfter']).toBeGreaterThan(0);
    expect(page.recordAt(partial, BUS)).toMatchObject({ jurisdiction: PLACE, asOf: null, hukou: null });
    expect(page.elsewhere(partial, [BUS])).toBe(page.elsewhere(whole, [BUS]));
    expect(partial.text).not.toMatch(/127\.0\.0\.1|localhost|\bat .*\.[jt]s:\d/);

    await stack.clearFaults();
    expect((await page.untilWhole(2)).body).toEqual(whole.body);
  });
});

it('somebody else in the feedback is refused and never shown', async () => {
  const whole = await page.untilWhole(2);
  const before = await page.query(FAULTY_RECORDS, [PLACE]);
  await page.forget([BUS]);
  await stack.setFault(BUS, { kind: 'wrong-person' });

  expect(page.errorsOf(await page.ask())).toEqual([UNTOLD]);
  await expect
    .poll(async () => (await page.query(FAULTY_RECORDS, [PLACE])).length, WAIT)
    .toBe(before.length + 1);
  const [refused] = (await page.query(FAULTY_RECORDS, [PLACE])).slice(-1);
  const partial = await page.ask();

  expect(refused).toEqual({ part: 'RECORD 1', reason: expect.stringMatching(/^-12/) });
  expect(page.errorsOf(partial)).toEqual([UNTOLD]);
  expect(page.elsewhere(partial, [BUS])).toBe(page.elsewhere(whole, [BUS]));

  await stack.clearFaults();
  await tellEverything();
  expect((await page.untilWhole(2)).body).toEqual(whole.body);
});

it('a bus that repeats itself, out of order and with bad records, is taken once and completely', async () => {
  const whole = await page.untilWhole(2);
  const before = { settled: (await pushes()).settled, stored: await stored() };
  const faultyBefore = await page.query(FAULTY_RECORDS, [PLACE]);
  await page.forget([BUS]);

  await stack.setFault(BUS, { kind: 'unruly-pushes' });
  await tellEverything();

  const { settled } = await pushes();
  expect((await stored()) - before.stored).toBe(settled - before.settled);
  expect((await page.query(FAULTY_RECORDS, [PLACE])).length).toBeGreaterThan(faultyBefore.length);
  expect(await holdersTold()).toBe(HOLDERS);
  expect((await page.ask()).body).toEqual(whole.body);
});

it('kill -9 right after a package arrived: the bus sends it again, nothing is lost or stored twice', async () => {
  const whole = await page.untilWhole(2);
  await stack.govern('POST', `/systems/${BUS}/pushes/pause`);
  const before = { settled: (await pushes()).settled, stored: await stored() };
  await page.forget([BUS]);
  await announceAnew();
  const { waiting } = await pushes();

  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  try {
    // Packages arrive and cannot be stored; what is under way ends up stored, but is acknowledged by nobody.
    await holder.query('begin');
    await holder.query('lock table jurisdiction.records in exclusive mode');
    await stack.govern('POST', `/systems/${BUS}/pushes/resume`);
    await expect
      .poll(async () => (await page.query('select 1 from pg_locks where not granted')).length, WAIT)
      .toBeGreaterThan(1);
    process.kill(stack.roleProcess('public-security'), 'SIGKILL');
    await expect.poll(async () => page.errorsOf(await page.ask()).length, WAIT).toBeGreaterThan(0);
  } finally {
    await holder.query('rollback');
    await holder.end();
  }
  await untilAllDelivered();

  const { settled } = await pushes();
  expect(waiting).toBeGreaterThan(4);
  expect(settled - before.settled).toBe(waiting);
  expect((await stored()) - before.stored).toBe(waiting);
  expect(await holdersTold()).toBe(HOLDERS);
  expect((await page.untilWhole(2)).body).toEqual(whole.body);
});

it('a sandbox that is killed and comes back calls where it called; what was told is there meanwhile', async () => {
  const whole = await page.untilWhole(2);
  const before = { stored: await stored(), url: (await pushes()).url };
  process.kill(stack.roleProcess('sandbox'), 'SIGKILL');
  await expect.poll(async () => page.errorsOf(await page.ask()).length, WAIT).toBeGreaterThan(0);
  const partial = await page.ask();

  expect(page.recordAt(partial, BUS)).toEqual(page.recordAt(whole, BUS));
  expect((await page.untilWhole(3)).body).toEqual(whole.body);
  await untilAllDelivered();
  const { settled, url } = await pushes();
  expect(url).toBe(before.url);
  expect((await stored()) - before.stored).toBe(settled);
});

const UNTOLD = {
  code: 'JURISDICTION_UNAVAILABLE',
  origin: 'NETWORK',
  jurisdiction: PLACE,
  retryable: true,
};

const FAULTY_RECORDS = `
  select part, reason from jurisdiction.message_faults
  where subgraph = 'public-security' and jurisdiction = $1
  order by (select received_at from jurisdiction.messages m
            where m.id = message_id and m.subgraph = 'public-security' and m.jurisdiction = $1 and not m.quarantined),
           position`;

/** Whom the bus holds. */
const HOLDERS = createWorld().holders.filter(({ holdings }) =>
  holdings['public-security'].includes(PLACE),
).length;

const pushState = z.object({
  url: z.string().nullable(),
  waiting: z.number(),
  settled: z.number(),
});

async function pushes(): Promise<z.infer<typeof pushState>> {
  return pushState.parse(await stack.govern('GET', `/systems/${BUS}/callback`));
}

/** Lets the bus tell of everybody again, as one that was told where to call. */
async function announceAnew(): Promise<void> {
  const { url } = await pushes();
  await stack.govern('PUT', `/systems/${BUS}/callback`, { url });
}

async function tellEverything(): Promise<void> {
  await announceAnew();
  await untilAllDelivered();
}

async function untilAllDelivered(): Promise<void> {
  await expect
    .poll(() => pushes().catch(() => null), WAIT)
    .toMatchObject({ url: expect.any(String), waiting: 0 });
}

/** Messages of the bus that were taken. */
async function stored(): Promise<number> {
  const [row] = await page.query(
    `select count(*)::integer as count from jurisdiction.messages
     where subgraph = 'public-security' and jurisdiction = $1 and not quarantined and kind <> 'ack'`,
    [PLACE],
  );
  return Number(row?.['count']);
}

async function holdersTold(): Promise<number> {
  const [row] = await page.query(
    `select count(distinct holder)::integer as count from jurisdiction.records
     where subgraph = 'public-security' and jurisdiction = $1`,
    [PLACE],
  );
  return Number(row?.['count']);
}
