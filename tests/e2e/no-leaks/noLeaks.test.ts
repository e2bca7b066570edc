import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ERROR_KINDS, isErrorCode } from '../../../domain/errorCode.ts';
import { type Parts, startParts } from '../../support/startParts.ts';
import { PORTAL_PAGE } from '../portal-page/portalPageQuery.ts';
import { Canaries } from './Canaries.ts';
import { EveryFault } from './EveryFault.ts';
import { hostileRequests } from './hostileRequests.ts';

const CLERK_PAGE = PORTAL_PAGE.replace('query PortalPage {', 'query ClerkPage($ids: [ID!]!) {').replace(
  'me {',
  'persons(ids: $ids) {',
);
const DEPARTMENTS = ['publicSecurity', 'socialInsurance', 'housingFund'] as const;
type Department = (typeof DEPARTMENTS)[number];
const INDEX_PAGE =
  'query ($ids: [ID!]!) { persons(ids: $ids) { recordIndex { state } recordPlaces { jurisdiction } } }';
const COHORT = 2;
/** What an error may say beside its message. */
const ALLOWED = ['code', 'origin', 'jurisdiction', 'service', 'retryable', 'retryAfter', 'fields', 'traceId'];

let parts: Parts;
let canaries: Canaries;
/** Bodies and headers. */
const answers: string[] = [];
const seenCodes: string[] = [];
const tokens = { citizen: '', clerk: '' };

beforeAll(async () => {
  parts = await startParts('trace');
  tokens.citizen = await parts.token('citizen');
  tokens.clerk = await parts.token('clerk', ['clerk']);
  const asked = parts.persons.filter(({ demo, name }) => demo !== null && name.length >= 3);
  canaries = new Canaries(parts.persons, [...asked, ...cohort().filter(({ name }) => name.length >= 3)]);
});
afterAll(() => parts?.remove());

it('finds people where they are: the scan itself works', async () => {
  const [citizen] = parts.persons.filter(({ demo }) => demo === 'citizen');
  const { number = '', name = '' } = citizen ?? {};

  for (const text of [
    number,
    number.toLowerCase(),
    `q${number}x`,
    name,
    Buffer.from(JSON.stringify([number, name])).toString('base64url'),
    Buffer.from(name).toString('hex'),
    encodeURIComponent(name),
  ]) {
    expect(canaries.in(`{"somewhere":"${text}"}`).length).toBeGreaterThan(0);
  }
  expect(canaries.in('nobody 340100199001011234')).toEqual([]);
});

it('shows masked people only, on whole pages of citizens and clerks', async () => {
  const own = await ask({ query: PORTAL_PAGE }, tokens.citizen);
  const everywhere = [];
  for (const department of DEPARTMENTS) everywhere.push(await askEverywhere(department));
  const counter = await ask(
    { query: CLERK_PAGE, variables: { ids: cohort().map(({ id }) => id) } },
    tokens.clerk,
  );

  expect(own.errors).toBeUndefined();
  expect(own.data.me.maskedName).toMatch(/^\*+.$/u);
  for (const { data } of everywhere) {
    expect(data.persons.flatMap(recordsOf).filter(isAnswered).length).toBeGreaterThan(15);
  }
  expect(counter.data.persons.flatMap(recordsOf).filter(isAnswered).length).toBeGreaterThan(COHORT);
}, 300_000);

it('sends nobody to a subgraph unsealed, and nobody in the address or the headers of any call', () => {
  for (const tap of parts.calls) expect(canaries.in(tap.sent())).toEqual([]);

  const heads = parts.systemCalls.flatMap((tap) => headsOf(tap.sent()));
  expect(heads.length).toBeGreaterThan(100);
  expect(canaries.in(heads.join('\n'))).toEqual([]);
});

it('says of every fault of every system only what its code means', async () => {
  const everyFault = new EveryFault(parts);
  for (let failing = await everyFault.next(); failing.length > 0; failing = await everyFault.next()) {
    const pages = await Promise.all(DEPARTMENTS.map((department) => askEverywhere(department, failing)));
    const errors = pages.flatMap((page) => page.errors ?? []);

    for (const { message, extensions } of errors) {
      expect(message).toBe(meaningOf(extensions.code));
      expect(ALLOWED).toEqual(expect.arrayContaining(Object.keys(extensions)));
    }
    seenCodes.push(...errors.map(({ extensions }) => extensions.code));
  }

  expect(Object.values(everyFault.left).filter((count) => count > 0)).toEqual([]);
  expect(seenCodes.length).toBeGreaterThan(60);
  expect([...new Set(seenCodes)]).toEqual(
    expect.arrayContaining(['JURISDICTION_TIMEOUT', 'JURISDICTION_BAD_RESPONSE', 'IDENTITY_MISMATCH']),
  );
}, 300_000);

it('says nothing of a record index that fails in every way but how old its word is', async () => {
  const strangers = parts.persons.filter(({ kind }) => kind === 'NATURAL_PERSON').slice(-40);
  const states: string[] = [];
  await new EveryFault(parts).ofRecordIndex(async (position) => {
    const ids = [strangers[position]?.id];
    const answer = await ask({ query: INDEX_PAGE, variables: { ids } }, tokens.clerk);
    expect(answer.errors).toBeUndefined();
    states.push(answer.data.persons[0].recordIndex.state);
  });

  expect(states.length).toBe(16);
  expect(states.filter((state) => state === 'NEVER_ASKED').length).toBeGreaterThan(10);
}, 120_000);

it('repeats nothing of a request that holds a number or a name where none belongs', async () => {
  const [citizen] = parts.persons.filter(({ demo }) => demo === 'citizen');
  const requests = hostileRequests(citizen?.number ?? '', citizen?.name ?? '');
  for (const token of [tokens.citizen, tokens.clerk]) {
    for (const { url, isEchoed, ...init } of requests) {
      const headers = { authorization: `Bearer ${token}`, ...init.headers };
      const answer = await fetch(`${parts.gateway}${url}`, { ...init, headers });
      const text = await answer.text();
      if (isEchoed !== true) answers.push(text, JSON.stringify([...answer.headers]));

      expect(answer.status).toBeLessThan(500);
    }
  }
});

it('leaves nobody in any answer, and no sealed identity, no address, no place in our code', async () => {
  const sealed = parts.calls.flatMap(
    (tap) =>
      tap
        .sent()
        .toString('latin1')
        .match(/v1\.[\w-]{60,}/g) ?? [],
  );
  const text = answers.join('\n');

  expect(new Set(sealed).size).toBeGreaterThan(100);
  expect(canaries.in(text)).toEqual([]);
  expect(sealed.filter((seal) => text.includes(seal.slice(3)))).toEqual([]);
  expect(text).not.toMatch(/127\.0\.0\.1|localhost|node_modules|ECONN|\bat .*\.[jt]s\b|[\w/]+\.[jt]s:\d/);
});

it('leaves nobody in the output of any process at trace level', () => {
  const output = parts.output();

  expect(output).toContain('"level":20');
  expect(canaries.in(output)).toEqual([]);
});

it('leaves nobody in the metrics', async () => {
  const metrics = await (await fetch(`${parts.admin}/metrics`)).text();

  expect(metrics).toContain('jurisdiction="4307"');
  expect(canaries.in(metrics)).toEqual([]);
});

it('keeps nobody readable in the database, by whatever query', async () => {
  const dumps = await dump(parts.databaseUrl);

  for (const table of ['people.holders', 'jurisdiction.records', 'jurisdiction.messages', 'catalog.']) {
    expect([...dumps.keys()].filter((name) => name.startsWith(table))).not.toEqual([]);
  }
  expect(dumps.get('jurisdiction.records')?.split('\n').length).toBeGreaterThan(100);
  const text = [...dumps.values()].join('\n');
  expect(text).toContain(parts.persons[0]?.id);
  expect(canaries.in(text)).toEqual([]);
}, 300_000);

it('writes numbers into the tables and folders of a province only, and finds them there', async () => {
  const tables = await dump(parts.exchangeDatabaseUrl);
  const requests = [...tables].filter(([name]) => name.endsWith('.qz_qqxx'));
  const files = await readdir(parts.exchangeFolder, { recursive: true, withFileTypes: true });

  expect(requests).toHaveLength(4);
  expect(canaries.in([...tables.values()].join('\n'))).not.toEqual([]);
  for (const file of files.filter((entry) => entry.isFile())) {
    // The name of a file is seen by whoever may list the folder.
    expect(canaries.in(join(file.parentPath, file.name))).toEqual([]);
  }
  expect(files.filter(({ name }) => name.endsWith('_res.txt'))).not.toEqual([]);
}, 300_000);

it('leaves nobody in any file, the database and its journal included', async () => {
  await parts.stop();
  const files = await readdir(parts.folder, { recursive: true, withFileTypes: true });
  const found: string[] = [];
  let bytes = 0;
  for (const file of files.filter((entry) => entry.isFile())) {
    const content = await readFile(join(file.parentPath, file.name));
    bytes += content.length;
    if (canaries.in(content).length > 0) found.push(file.name);
  }

  expect(bytes).toBeGreaterThan(10_000_000);
  expect(found).toEqual([]);
}, 300_000);

/** Persons with records in all three departments, as a counter clerk looks them up. */
function cohort(): Parts['persons'] {
  const complete = parts.persons.filter(
    ({ kind, holdings }) =>
      kind === 'NATURAL_PERSON' && Object.values(holdings).every((places) => places.length > 0),
  );
  return complete.slice(0, COHORT);
}

/** The page of one department for one person of each of these places, all at once. */
// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
async function askEverywhere(department: Department, places = parts.places): Promise<any> {
  const others = DEPARTMENTS.filter((one) => one !== department).join('|');
  const query = CLERK_PAGE.replace(new RegExp(`^ {6}(?:${others}) \\{$[\\s\\S]*?^ {6}\\}$`, 'gm'), '');
  const people = parts.persons.filter(({ kind }) => kind === 'NATURAL_PERSON');
  const folder = department.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  const ids = places
    .filter((place) => place.department === folder)
    .map(
      ({ jurisdiction }) => people.find(({ holdings }) => holdings[department].includes(jurisdiction))?.id,
    );
  return ask({ query, variables: { ids: [...new Set(ids)] } }, tokens.clerk);
}

// biome-ignore lint/suspicious/noExplicitAny: a test reads the answer to its own operation, whose shape it knows
async function ask(body: object, token: string): Promise<any> {
  const answer = await fetch(`${parts.gateway}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  });
  const text = await answer.text();
  answers.push(text);
  return JSON.parse(text);
}

/** Every table as text, by name. */
async function dump(url: string): Promise<ReadonlyMap<string, string>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const dumps = new Map<string, string>();
    for (const { name } of tables) {
      const { rows } = await client.query<{ row: string }>(`select t::text as row from ${name} t`);
      dumps.set(name, rows.map(({ row }) => row).join('\n'));
    }
    return dumps;
  } finally {
    await client.end();
  }
}

interface AnsweredRecord {
  readonly asOf: string | null;
}

/** On a machine that is busy with other tests a place may be late; what it says is no worse for that. */
const isAnswered = ({ asOf }: AnsweredRecord): boolean => asOf !== null;

const recordsOf = (person: Readonly<Record<string, readonly AnsweredRecord[]>>): readonly AnsweredRecord[] =>
  DEPARTMENTS.flatMap((department) => person[department] ?? []);

const meaningOf = (code: unknown): string | undefined =>
  isErrorCode(code) ? ERROR_KINDS[code].zh : undefined;

/** Request lines and headers among the bytes of connections. */
function headsOf(sent: Buffer): readonly string[] {
  return (
    sent.toString('latin1').match(/(?:GET|POST|PUT|DELETE) [^\r\n]* HTTP\/1\.1\r\n(?:[^\r\n]+\r\n)*/g) ?? []
  );
}
