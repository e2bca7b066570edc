import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { importHolders } from '../../subgraphs/people/importHolders.ts';
import { readStackSecrets } from '../support/readStackSecrets.ts';
import { SevenDialectsPage } from '../support/SevenDialectsPage.ts';
import type { StackAnswer } from '../support/Stack.ts';
import { startOwnStack } from '../support/startOwnStack.ts';
import { startReplica } from '../support/startReplica.ts';
import type { StartedStack } from '../support/startStack.ts';
import { startWiretap } from '../support/startWiretap.ts';
import { withPostgres } from '../support/withPostgres.ts';

const NODE = 'housing-fund/330000';
const PLACE = '330000';
const SIGN_IN = 'JSQD01';

/** What a fault of the hub is to the portal. */
const FAULTS = [
  ['a closed port', { kind: 'refuse' }, ['JURISDICTION_UNAVAILABLE']],
  ['accepts and never answers', { kind: 'hang' }, ['JURISDICTION_TIMEOUT']],
  ['one byte at a time', { kind: 'trickle', ms: 400 }, ['JURISDICTION_TIMEOUT']],
  ['bytes that mean nothing', { kind: 'garbage' }, ['JURISDICTION_BAD_RESPONSE']],
  [
    'cut in the middle',
    { kind: 'truncated', cut: 'connection' },
    ['JURISDICTION_BAD_RESPONSE', 'JURISDICTION_UNAVAILABLE'],
  ],
  ['64 MB', { kind: 'huge', bytes: 64 * 1_024 * 1_024 }, ['JURISDICTION_BAD_RESPONSE']],
  ['nested 5,000 deep', { kind: 'deep', levels: 5_000 }, ['JURISDICTION_BAD_RESPONSE']],
  ['entities without end', { kind: 'billion-laughs' }, ['JURISDICTION_BAD_RESPONSE']],
  ['another charset', { kind: 'wrong-charset' }, ['BAD_ENCODING', 'JURISDICTION_BAD_RESPONSE']],
  ['somebody else', { kind: 'wrong-person' }, ['IDENTITY_MISMATCH']],
  ['maintenance', { kind: 'maintenance' }, ['JURISDICTION_UNAVAILABLE']],
  ['sessions that it forgets at once', { kind: 'error', code: '1001' }, ['JURISDICTION_UNAVAILABLE']],
] as const;

const WAIT = { timeout: 120_000, interval: 200 };
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

it.each(FAULTS)('a hub with %s is an error of its place only', async (_name, fault, codes) => {
  const whole = await page.untilWhole(3);
  await stack.setFault(NODE, fault);
  let partial = await page.ask();
  // A machine that is busy with other tests may make any place late.
  await expect
    .poll(async () => {
      const errors = page.errorsOf(partial);
      const isAsMeant = errors.length > 0 && errors.every((error) => isOneOf(error, codes));
      if (!isAsMeant) partial = await page.ask();
      return isAsMeant ? 'as meant' : errors;
    }, WAIT)
    .toBe('as meant');
  const ready = await fetch(`${stack.gateway}/ready`);

  expect(ready.status).toBe(200);
  expect(page.recordAt(partial, NODE)).toMatchObject({ jurisdiction: PLACE, asOf: null, accounts: null });
  expect(page.elsewhere(partial, [NODE])).toBe(page.elsewhere(whole, [NODE]));
  expect(partial.text).not.toMatch(/127\.0\.0\.1|localhost|\bat .*\.[jt]s:\d/);

  await stack.clearFaults();
  expect((await page.untilWhole(3)).body).toEqual(whole.body);
});

it('a hub that has lost its sessions is signed in to once more, and nobody sees an error of it', async () => {
  const whole = await untilFund();
  process.kill(stack.roleProcess('sandbox'), 'SIGKILL');
  await expect.poll(async () => (await fund()).body.errors, WAIT).toBeDefined();

  expect((await untilFund()).body).toEqual(whole.body);
  expect((await fund()).body).toEqual(whole.body);
  const signedIn = await signIns();
  expect(signedIn).toBeGreaterThan(0);
  expect((await fund()).body).toEqual(whole.body);
  expect(await signIns()).toBe(signedIn);
});

it('a file that the hub puts off is answered by its message', async () => {
  const ids = await idsAt(5);
  const askAll = () => stack.ask(CLERK_PAGE, { token: stack.tokens.clerk, variables: { ids } });
  let whole = await askAll();
  await expect
    .poll(async () => {
      whole = await askAll();
      // The national index may be late on a busy machine (NEVER_ASKED): nothing is known of new persons until it speaks.
      return { errors: whole.body.errors, isEmpty: whole.text.includes('"housingFund":[]') };
    }, WAIT)
    .toEqual({ errors: undefined, isEmpty: false });

  // A sandbox that was killed before is told anew where to call; before that the hub has nobody to tell.
  await expect
    .poll(() => stack.govern('GET', `/systems/${NODE}/callback`), WAIT)
    .toMatchObject({
      url: expect.any(String),
    });
  await stack.setFault(NODE, { kind: 'unruly-pushes' });
  const answers: StackAnswer[] = [];
  const messages = async () => {
    const [told] = await page.query(
      `select count(*)::integer as messages from jurisdiction.messages
       where subgraph = 'housing-fund' and jurisdiction = $1 and not quarantined`,
      [PLACE],
    );
    return Number(told?.['messages']);
  };
  // On a busy machine the first one may still join a call that began before.
  await expect
    .poll(async () => {
      const answer = await askAll();
      answers.push(answer);
      return { errors: answer.body.errors, isTold: (await messages()) > 0 };
    }, WAIT)
    .toEqual({ errors: undefined, isTold: true });

  expect(answers.at(-1)?.body).toEqual(whole.body);
  const errors = answers.flatMap(({ body }) => body.errors ?? []);
  expect(errors.filter(({ extensions }) => extensions['retryable'] !== true)).toEqual([]);
});

it('two replicas share the node; when its owner is killed the other one takes over within 15 s', async () => {
  const whole = await untilFund();
  const replica = await startReplica(stack, { databaseUrl, system: NODE });
  try {
    const signedIn = await signIns();
    const tap = await startWiretap(`${replica.url}/33/graphql`);
    await routeTo(tap.url);
    await expect
      .poll(async () => {
        const answer = await fund();
        return { isWhole: answer.text === whole.text, isAsked: tap.sent().length > 0 };
      }, WAIT)
      .toEqual({ isWhole: true, isAsked: true });
    // The first one has signed in, and the other asks through it.
    expect(await signIns()).toBe(signedIn);

    process.kill(stack.roleProcess('housing-fund'), 'SIGKILL');
    const killedAt = performance.now();
    const errors: unknown[] = [];
    await expect
      .poll(async () => {
        const answer = await fund();
        errors.push(...(answer.body.errors ?? []).map(({ extensions }) => extensions['retryable']));
        return answer.body;
      }, WAIT)
      .toEqual(whole.body);
    const takenAfterMs = performance.now() - killedAt;

    expect(takenAfterMs).toBeLessThan(15_000);
    expect(errors.filter((retryable) => retryable !== true)).toEqual([]);
    expect(await signIns()).toBe(signedIn + 1);
    await tap.stop();
  } finally {
    await replica.stop();
  }
});

const FUND_PAGE = `{ me { housingFund(in: ["${PLACE}"]) {
  jurisdiction asOf centerName accounts { accountNumber state balance } loans { outstanding }
} } }`;

const CLERK_PAGE = `query ($ids: [ID!]!) { persons(ids: $ids) { id housingFund(in: ["${PLACE}"]) {
  jurisdiction asOf accounts { accountNumber state balance }
} } }`;

const isOneOf = (error: unknown, codes: readonly string[]): boolean =>
  codes.some((code) => JSON.stringify(error).startsWith(`{"code":"${code}"`)) &&
  JSON.stringify(error).includes(`"jurisdiction":"${PLACE}"`);

const fund = () => stack.ask(FUND_PAGE, { token: stack.tokens.sevenDialects });

async function untilFund(): Promise<StackAnswer> {
  let answer = await fund();
  await expect
    .poll(async () => {
      answer = await fund();
      return answer.body.errors;
    }, WAIT)
    .toBeUndefined();
  return answer;
}

const calls = z.array(z.object({ system: z.string(), operation: z.string(), calls: z.number() }));

/** Of our node at the hub, since it started. */
async function signIns(): Promise<number> {
  const rows = calls.parse(await stack.govern('GET', '/calls'));
  return rows.find(({ system, operation }) => system === NODE && operation === SIGN_IN)?.calls ?? 0;
}

const persons = z.array(
  z.object({
    kind: z.enum(['NATURAL_PERSON', 'LEGAL_PERSON']),
    number: z.string(),
    name: z.string(),
    holdings: z.object({ housingFund: z.array(z.string()) }),
  }),
);

/** Ids of persons with an account at the centre; importing somebody again gives the id that stands already. */
async function idsAt(count: number): Promise<readonly string[]> {
  const { vaultKey } = await readStackSecrets(stack);
  const here = persons
    .parse(await stack.govern('GET', '/persons'))
    .filter(({ holdings }) => holdings.housingFund.includes(PLACE));
  return importHolders(
    { databaseUrl, vaultKey: new Uint8Array(Buffer.from(vaultKey, 'base64')) },
    here.slice(0, count).map(({ kind, number, name }) => ({ kind, number, name })),
    { source: 'test', logger: pino({ level: 'silent' }) },
  );
}

/** Edits the partitions while the gateway runs. */
async function routeTo(url: string): Promise<void> {
  const file = join(stack.folder, 'partitions.json');
  const partitions = z
    .record(z.string(), z.record(z.string(), z.string()))
    .parse(JSON.parse(await readFile(file, 'utf8')));
  const changed = { ...partitions, 'housing-fund': { ...partitions['housing-fund'], '33': url } };
  await writeFile(file, JSON.stringify(changed));
}
