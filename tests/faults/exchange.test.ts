import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { SevenDialectsPage } from '../support/SevenDialectsPage.ts';
import { startOwnStack } from '../support/startOwnStack.ts';
import { startReplica } from '../support/startReplica.ts';
import type { StartedStack } from '../support/startStack.ts';
import { withPostgres } from '../support/withPostgres.ts';

const TABLE = 'social-insurance/620000';
const SCHEMA = 'qz_sb_620000';
const FOLDER = 'social-insurance/460000';

const WAIT = { timeout: 240_000, interval: 200 };
vi.setConfig({ testTimeout: 400_000 });

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

it('every row and every batch of a centre is taken exactly once', async () => {
  await page.untilWhole();
  await expect.poll(rowStates, WAIT).toMatchObject({ open: 0, taken: 0 });
  await expect.poll(waitingBatches, WAIT).toEqual([]);

  const { done, refused } = await rowStates();
  expect(done).toBeGreaterThan(100);
  expect(refused).toBe(0);
  expect(await stored(TABLE)).toEqual({ taken: done, quarantined: 0 });
  expect((await stored(FOLDER)).quarantined).toBe(0);
});

it('an exchange database that is away changes nothing elsewhere, and is read on when it is back', async () => {
  const whole = await page.untilWhole(2);
  await page.query(`alter schema ${SCHEMA} rename to gone`);
  try {
    expect((await page.ask()).body).toEqual(whole.body);
    await page.forget([TABLE]);

    const partial = await page.ask();
    expect((await fetch(`${stack.gateway}/ready`)).status).toBe(200);
    expect(page.errorsOf(partial)).toEqual([untold(TABLE)]);
    expect(page.recordAt(partial, TABLE)).toMatchObject({ asOf: null, enrollments: null });
    expect(page.elsewhere(partial, [TABLE])).toBe(page.elsewhere(whole, [TABLE]));
  } finally {
    await page.query(`alter schema gone rename to ${SCHEMA}`);
  }
  // As the operator of a database that was restored does who does not know what was lost.
  await page.forget([TABLE]);

  expect((await page.untilWhole(2)).body).toEqual(whole.body);
});

it.each([TABLE, FOLDER])(
  'a centre that makes no runs for a while, %s, answers at its next one',
  async (system) => {
    const whole = await page.untilWhole(2);
    await untilQuiet(system);
    await stack.setFault(system, { kind: 'refuse' });
    await page.forget([system]);
    const first = await page.ask();
    await stack.govern('POST', `/systems/${system}/run`);
    const second = await page.ask();

    for (const partial of [first, second]) {
      expect(page.errorsOf(partial)).toEqual([untold(system)]);
      expect(partial.body.errors?.[0]?.extensions['retryAfter']).toBe(60);
      expect(page.elsewhere(partial, [system])).toBe(page.elsewhere(whole, [system]));
    }
    await stack.clearFaults();
    expect((await page.untilWhole(2)).body).toEqual(whole.body);
  },
);

it.each([
  ['rows that mean nothing', TABLE, { kind: 'garbage' }],
  ['rows about somebody else', TABLE, { kind: 'wrong-person' }],
  ['half a row', TABLE, { kind: 'truncated' }],
  ['a file that is half written, or whose digest is wrong', FOLDER, { kind: 'truncated' }],
  ['a file in another charset', FOLDER, { kind: 'wrong-charset' }],
  ['a file that means nothing', FOLDER, { kind: 'garbage' }],
])('%s: refused, kept for an operator, and nobody is shown anything of it', async (_name, system, fault) => {
  const whole = await page.untilWhole(2);
  await untilQuiet(system);
  const before = await bad(system);
  await stack.setFault(system, fault);
  await page.forget([system]);
  expect(page.errorsOf(await page.ask())).toEqual([untold(system)]);

  await expect.poll(() => bad(system), WAIT).toBeGreaterThan(before);
  const partial = await page.ask();
  expect((await fetch(`${stack.gateway}/ready`)).status).toBe(200);
  expect(page.elsewhere(partial, [system])).toBe(page.elsewhere(whole, [system]));
  const errors = partial.body.errors ?? [];
  expect(errors.map(({ extensions }) => extensions['jurisdiction'])).toContain(system.split('/')[1]);

  await stack.clearFaults();
  await page.forget([system]);
  expect((await page.untilWhole(2)).body).toEqual(whole.body);
});

it('two replicas collect from one place, one is killed between storing and acknowledging: every row once', async () => {
  const whole = await page.untilWhole(2);
  await expect.poll(rowStates, WAIT).toMatchObject({ open: 0, taken: 0 });
  const before = { rows: await rowStates(), stored: await stored(TABLE) };
  const replica = await startReplica(stack, {
    databaseUrl,
    system: TABLE,
    options: { takenMinutes: 0.1, pollSeconds: 0.2 },
  });
  const holder = new pg.Client({ connectionString: databaseUrl });
  await holder.connect();
  try {
    // What is stored cannot be acknowledged while the lock is held.
    await holder.query(`
      create function ${SCHEMA}.wait() returns trigger language plpgsql as $$
      begin
        if new.clzt = 2 then perform pg_advisory_xact_lock(77); end if;
        return new;
      end $$;
      create trigger wait before update on ${SCHEMA}.qz_sjxx for each row execute function ${SCHEMA}.wait()`);
    await holder.query('select pg_advisory_lock(77)');
    await holder.query(
      `insert into ${SCHEMA}.qz_sjxx (sjlx, sjnr, zjhm, czlx)
       select sjlx, sjnr, zjhm, 'U' from ${SCHEMA}.qz_sjxx where clzt = 2 order by xh desc limit 100`,
    );
    await expect.poll(async () => (await stored(TABLE)).taken, WAIT).toBeGreaterThan(before.stored.taken);
    expect(await rowStates()).toMatchObject({ done: before.rows.done });
    process.kill(stack.roleProcess('social-insurance'), 'SIGKILL');
  } finally {
    await holder.query('select pg_advisory_unlock(77)');
    await holder.end();
  }
  await expect.poll(rowStates, WAIT).toMatchObject({ open: 0, taken: 0 });
  await replica.stop();

  expect(await rowStates()).toEqual({ ...before.rows, done: before.rows.done + 100 });
  expect(await stored(TABLE)).toEqual({ ...before.stored, taken: before.stored.taken + 100 });
  expect((await page.untilWhole(2)).body).toEqual(whole.body);
});

const untold = (system: string) => ({
  code: 'JURISDICTION_UNAVAILABLE',
  origin: 'NETWORK',
  jurisdiction: system.split('/')[1],
  retryable: true,
});

/** Until each side has taken all that the other one wrote: answers that come after a fault would else be of before it. */
async function untilQuiet(system: string): Promise<void> {
  const onItsWay = system === TABLE ? rowsOnTheirWay : batchesOnTheirWay;
  const look = async () => {
    await stack.govern('POST', `/systems/${system}/run`);
    return onItsWay();
  };
  // What one side took before a look, the other one may have answered behind its back.
  await expect.poll(async () => (await look()) + (await look()), WAIT).toBe(0);
}

async function rowsOnTheirWay(): Promise<number> {
  const [asked] = await page.query(
    `select count(*)::integer as count from ${SCHEMA}.qz_qqxx where clzt in (0, 1)`,
  );
  const { open, taken } = await rowStates();
  return Number(asked?.['count']) + open + taken;
}

async function batchesOnTheirWay(): Promise<number> {
  const waiting = await waitingBatches();
  const answers = await readdir(join(dropFolder(), 'in'));
  return waiting.length + answers.filter((name) => name.endsWith('.ok')).length;
}

const dropFolder = () => join(stack.folder, 'exchange', FOLDER.replace('/', '-'));

/** Data rows of the centre by their state. */
async function rowStates() {
  const rows = await page.query(
    `select clzt, count(*)::integer as count from ${SCHEMA}.qz_sjxx group by clzt`,
  );
  const count = (state: number) => Number(rows.find(({ clzt }) => clzt === state)?.['count'] ?? 0);
  return { open: count(0), taken: count(1), done: count(2), refused: count(9) };
}

/** Batches that nobody has put away yet. */
async function waitingBatches(): Promise<readonly string[]> {
  const folder = join(dropFolder(), 'out');
  const names = [...(await readdir(folder)), ...(await readdir(join(folder, 'claim')))];
  return names.filter((name) => name.endsWith('.txt'));
}

/** Messages of a system that we keep. */
async function stored(system: string): Promise<{ readonly taken: number; readonly quarantined: number }> {
  const [row] = await page.query(
    `select count(*) filter (where not quarantined)::integer as taken,
            count(*) filter (where quarantined)::integer as quarantined
     from jurisdiction.messages where subgraph || '/' || jurisdiction = $1`,
    [system],
  );
  return { taken: Number(row?.['taken']), quarantined: Number(row?.['quarantined']) };
}

/** Messages that were refused, and lines of messages that were. */
async function bad(system: string): Promise<number> {
  const [row] = await page.query(
    `select count(*)::integer as count from jurisdiction.message_faults
     where subgraph || '/' || jurisdiction = $1`,
    [system],
  );
  return Number(row?.['count']) + (await stored(system)).quarantined;
}
