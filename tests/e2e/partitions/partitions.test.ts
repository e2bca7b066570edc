import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { importHolders } from '../../../subgraphs/people/importHolders.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { type BorrowedStack, borrowStack } from '../../support/borrowStack.ts';
import { giveBackAfterAll } from '../../support/giveBackAfterAll.ts';
import { queryOnce } from '../../support/queryOnce.ts';
import type { StackAnswer } from '../../support/Stack.ts';
import { serveOlderCentre } from './serveOlderCentre.ts';

const QUERY = /* GraphQL */ `
  query Page($withdrawals: Int = 3) {
    me {
      publicSecurity { jurisdiction division { name } asOf hukou { address } }
      housingFund {
        jurisdiction
        asOf
        centerName
        accounts { accountNumber state employer: depositingEmployer { name } }
        loans { principal }
        withdrawals(first: $withdrawals) { nodes { amount } }
      }
    }
  }
`;

const secretsFile = z.object({ contextMaster: z.string(), vaultKey: z.string() });
const persons = z.array(
  z.object({
    kind: z.enum(['NATURAL_PERSON', 'LEGAL_PERSON']),
    number: z.string(),
    name: z.string(),
    demo: z.string().nullable(),
  }),
);
type Partitions = Record<string, Record<string, string>>;

let stack: BorrowedStack;
let partitions: Partitions;
let older: SubgraphServer;

giveBackAfterAll(() => stack);
beforeAll(async () => {
  stack = await borrowStack();
  partitions = JSON.parse(await readFile(partitionsFile(), 'utf8'));
  older = await serveOlderCentre('4307', (await secrets()).contextMaster);
});
afterAll(async () => {
  await older?.stop();
});

describe('the partitions file of a running stack', () => {
  afterEach(async () => {
    await writePartitions(partitions);
    await expect.poll(async () => errorsOf(await ask()), { timeout: 10_000 }).toEqual([]);
  });

  it('loses a line: the place is not connected, the others answer the same bytes', async () => {
    const whole = await ask();

    await writePartitions(without(partitions, 'housing-fund', '4307'));
    await expect
      .poll(async () => errorsOf(await ask()), { timeout: 10_000 })
      .toEqual([
        {
          code: 'JURISDICTION_NOT_CONNECTED',
          jurisdiction: '430700',
          path: ['me', 'housingFund', 1],
          fields: ['asOf', 'centerName', 'accounts', 'loans', 'withdrawals'],
        },
      ]);
    const { me } = (await ask()).body.data;

    expect(me.housingFund[1]).toEqual({
      jurisdiction: '430700',
      asOf: null,
      centerName: null,
      accounts: null,
      loans: null,
      withdrawals: null,
    });
    expect(JSON.stringify([me.publicSecurity, me.housingFund[0]])).toBe(
      JSON.stringify([whole.body.data.me.publicSecurity, whole.body.data.me.housingFund[0]]),
    );
  });

  it('gains a province beside the city: the longer prefix goes on answering', async () => {
    const whole = await ask();
    const province = { ...partitions['housing-fund'], '43': 'http://127.0.0.1:9/graphql' };
    await writePartitions({ ...partitions, 'housing-fund': province });

    await writePartitions({ ...partitions, 'housing-fund': { ...province, '4307': `${older.url}/graphql` } });
    await expect.poll(async () => errorsOf(await ask()).length, { timeout: 10_000 }).toBe(3);
    await writePartitions({ ...partitions, 'housing-fund': province });
    await expect.poll(async () => errorsOf(await ask()), { timeout: 10_000 }).toEqual([]);

    expect((await ask()).body.data).toEqual(whole.body.data);
  });

  it('is edited to nonsense: no request fails, and the next good edit holds', async () => {
    const whole = await ask();
    const seen: unknown[] = [];

    await writeFile(partitionsFile(), '{ "housing-fund": { "43');
    await expect.poll(stack.output, { timeout: 10_000 }).toMatch(/partitions\.json.*the old partitions stay/);
    for (let round = 0; round < 10; round += 1) seen.push((await ask()).text);

    expect(new Set(seen)).toEqual(new Set([whole.text]));
  });

  it('asks an endpoint of an older release only for what it offers', async () => {
    const edited = { ...partitions['housing-fund'], '4307': `${older.url}/graphql` };
    await writePartitions({ ...partitions, 'housing-fund': edited });
    await expect.poll(async () => errorsOf(await ask()).length, { timeout: 10_000 }).toBeGreaterThan(0);
    const answer = await ask();

    expect(answer.body.data.me.housingFund[1]).toEqual({
      jurisdiction: '430700',
      asOf: '2026-01-01T00:00:00Z',
      centerName: 'one release back',
      accounts: [{ accountNumber: 'A1', state: 'ACTIVE', employer: null }],
      loans: null,
      withdrawals: null,
    });
    expect(errorsOf(answer).map(({ code, jurisdiction, path }) => [code, jurisdiction, path])).toEqual(
      expect.arrayContaining([
        ['NOT_OFFERED', '430700', ['me', 'housingFund', 1, 'loans']],
        ['NOT_OFFERED', '430700', ['me', 'housingFund', 1, 'withdrawals']],
        ['NOT_OFFERED', '430700', ['me', 'housingFund', 1, 'accounts', 0, 'employer']],
      ]),
    );
    expect(errorsOf(answer)).toHaveLength(3);
  });
});

it('is NOT_FOUND, and no record of nulls, where the place knows nobody that the locator names', async () => {
  const before = await ask();
  onTestFinished(async () => void (await queryOnce(stack.databaseUrl, FORGET_STRANGERS)));
  const { kind, number, name } = await citizen();
  const strangers = { publicSecurity: ['110000'], socialInsurance: [], housingFund: ['440900'] };
  await importHolders(
    { databaseUrl: stack.databaseUrl, vaultKey: await vaultKey() },
    [{ kind, number, name, holdings: strangers }],
    {
      source: 'test',
      logger: pino({ level: 'silent' }),
    },
  );
  const after = await ask();

  expect(after.body.data.me).toEqual({
    publicSecurity: [null, ...before.body.data.me.publicSecurity],
    housingFund: [before.body.data.me.housingFund[0], before.body.data.me.housingFund[1], null],
  });
  expect(errorsOf(after).map(({ code, jurisdiction, path }) => [code, jurisdiction, path])).toEqual([
    ['NOT_FOUND', '110000', ['me', 'publicSecurity', 0]],
    ['NOT_FOUND', '440900', ['me', 'housingFund', 2]],
  ]);
});

const FORGET_STRANGERS = "delete from people.holdings where source = 'test'";

const ask = () => stack.ask(QUERY, { token: stack.tokens.citizen });
const partitionsFile = () => join(stack.folder, 'partitions.json');
const writePartitions = (content: Partitions) => writeFile(partitionsFile(), JSON.stringify(content));

function without(all: Partitions, service: string, prefix: string): Partitions {
  const { [prefix]: _gone, ...rest } = all[service] ?? {};
  return { ...all, [service]: rest };
}

function errorsOf({ body }: StackAnswer) {
  return (body.errors ?? []).map(({ path, extensions: { code, jurisdiction, fields } }) => ({
    code,
    jurisdiction,
    path,
    fields,
  }));
}

async function secrets() {
  return secretsFile.parse(
    JSON.parse(await readFile(join(stack.folder, 'development-secrets.json'), 'utf8')),
  );
}

async function vaultKey(): Promise<Uint8Array> {
  return new Uint8Array(Buffer.from((await secrets()).vaultKey, 'base64'));
}

async function citizen() {
  const listed = await fetch(`${stack.sandbox}/persons`);
  const [found] = persons.parse(await listed.json()).filter(({ demo }) => demo === 'citizen');
  if (found === undefined) throw new Error('the sandbox has no demo citizen');
  return found;
}
