import { describe, expect, it } from 'vitest';
import { PushedHousingFund } from '../../../adapters/housing-fund/PushedHousingFund.ts';
import type { AskNode } from '../../../adapters/housing-fund/settlement-node/AskNode.ts';
import { BatchReader } from '../../../adapters/housing-fund/settlement-node/BatchReader.ts';
import { BATCH_TRANSACTIONS } from '../../../adapters/housing-fund/settlement-node/batchTransactions.ts';
import { FileBook } from '../../../adapters/housing-fund/settlement-node/FileBook.ts';
import { NodeClient } from '../../../adapters/housing-fund/settlement-node/NodeClient.ts';
import { settlementNodeOptions } from '../../../adapters/housing-fund/settlement-node/options.ts';
import { readBatchFile } from '../../../adapters/housing-fund/settlement-node/readBatchFile.ts';
import { SettlementNodeHousingFund } from '../../../adapters/housing-fund/settlement-node/SettlementNodeHousingFund.ts';
import { PushedReader } from '../../../adapters/inbound/PushedReader.ts';
import { DEFAULT_TRANSPORT_LIMITS } from '../../../adapters/transport/transportLimits.ts';
import { isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { createMemoryStore } from '../support/createMemoryStore.ts';
import { GOLDEN_NAMES, GOLDEN_PEOPLE, readGolden, readGoldenBytes } from './goldenFiles.ts';
import { startScriptedHub } from './startScriptedHub.ts';

const { signal } = new AbortController();
const SIGN_INS = GOLDEN_NAMES.filter((name) => name.startsWith('sign-in'));
const QUERIES = GOLDEN_NAMES.filter((name) => !name.startsWith('sign-in'));

/** The elements of the body of a request, in order. */
function bodyOf(plain: string): Record<string, string> {
  const inner = /<body>(.*)<\/body>/.exec(plain)?.[1] ?? '';
  return Object.fromEntries(
    [...inner.matchAll(/<(\w+)>(.*?)<\/\1>/g)].map(([, name, value]) => [name, value]),
  );
}

const customerOf = (plain: string): string => /<khh>(.*?)<\/khh>/.exec(plain)?.[1] ?? '';

/** A client that has the clock, the numbers and the vectors of the golden exchanges, in their order. */
async function startGolden(names: readonly string[]) {
  const exchanges = names.map((name) => ({ name, ...readGolden(`${name}.request`) }));
  const [first] = exchanges;
  if (first === undefined) throw new Error('no exchange');
  const answers = names.map((name) => readGoldenBytes(`${name}.answer`));
  const hub = await startScriptedHub((_, socket) => socket.end(answers.shift() ?? Buffer.alloc(0)));
  const sequences = exchanges.map(({ sequence }) => sequence);
  const vectors = exchanges.flatMap(({ random }) => random);
  const jurisdiction = parseDivisionCode(first.jurisdiction);
  const client = new NodeClient({
    host: '127.0.0.1',
    port: hub.port,
    jurisdiction,
    options: settlementNodeOptions.parse(first.options),
    limits: { query: DEFAULT_TRANSPORT_LIMITS, file: DEFAULT_TRANSPORT_LIMITS },
    expectOwner: async () => undefined,
    now: () => first.instant,
    monotonicNow: () => 0,
    createSequence: () => sequences.shift() ?? '999999999999',
    createVector: () => Buffer.from(vectors.shift() ?? '', 'hex'),
  });
  return { client, frames: hub.frames, jurisdiction, now: first.instant };
}

describe('a request', () => {
  it.each(QUERIES)('is written byte for byte: %s', async (name) => {
    const { plain, transaction, after } = readGolden(`${name}.request`);
    // A session that a later sign-in has replaced, and a number that was used, are the hub's affair.
    const { client, frames } = await startGolden([...after.slice(0, 1), name]);
    await client
      .ask({ transaction, customer: customerOf(plain), body: bodyOf(plain) }, signal)
      .catch(() => null);

    expect(frames.slice(0, 2).map((frame) => frame.toString('hex'))).toEqual(
      [...after.slice(0, 1), name].map((part) => readGoldenBytes(`${part}.request`).toString('hex')),
    );
  });

  // What is wrong about `sign-in-wrong` is its password.
  it.each(
    SIGN_INS.filter((name) => name !== 'sign-in-wrong' && readGolden(`${name}.request`).after.length === 0),
  )('is written byte for byte: %s', async (name) => {
    const { client, frames } = await startGolden([name]);
    await client.ask({ transaction: 'GJJC01', customer: '', body: {} }, signal).catch(() => null);

    expect(frames[0]?.toString('hex')).toBe(readGoldenBytes(`${name}.request`).toString('hex'));
  });
});

describe('an answer', () => {
  it.each([
    ['busy', { code: 'JURISDICTION_BUSY', upstreamCode: '9001', retryable: true }],
    ['maintenance', { code: 'JURISDICTION_UNAVAILABLE', upstreamCode: '9002', retryable: true }],
  ])('is the refusal that it stands for: %s', async (name, refusal) => {
    const { plain, transaction } = readGolden(`${name}.request`);
    const [signIn = ''] = readGolden(`${name}.request`).after;
    const { client } = await startGolden([signIn, name]);

    await expect(
      client.ask({ transaction, customer: customerOf(plain), body: bodyOf(plain) }, signal),
    ).rejects.toMatchObject(refusal);
  });

  it('that refuses the sign-in is not tried again', async () => {
    const { client, frames } = await startGolden(['sign-in-wrong']);

    await expect(client.ask({ transaction: 'GJJC01', customer: '', body: {} }, signal)).rejects.toMatchObject(
      {
        code: 'JURISDICTION_REJECTED',
        upstreamCode: '1002',
        retryable: false,
      },
    );
    expect(frames).toHaveLength(1);
  });

  it.each(['session-invalid', 'sequence-repeated'])('asks once more: %s', async (name) => {
    const signIns =
      name === 'session-invalid' ? ['sign-in', name, 'sign-in', 'accounts'] : ['sign-in', name, 'accounts'];
    const { client, frames } = await startGolden(signIns);

    const answer = await client.ask(
      { transaction: 'GJJC01', customer: '109907196904150013', body: {} },
      signal,
    );

    expect(answer).toMatchObject({ kind: 'DONE', body: { ZJHM: '109907196904150013' } });
    expect(frames).toHaveLength(signIns.length);
  });
});

/** Asks through the port; the hub answers the sign-in, then this. */
async function startPort(name: string) {
  const golden = readGolden(`${name}.request`);
  const [signIn = ''] = golden.after;
  const { client, jurisdiction, now } = await startGolden([signIn, name]);
  const options = settlementNodeOptions.parse(golden.options);
  const store = createMemoryStore();
  const ask: AskNode = (question, abort) => client.ask(question, abort);
  const reader = new PushedReader({
    jurisdiction,
    records: store.records,
    askLater: () => undefined,
    retryAfter: 60,
  });
  const read = new SettlementNodeHousingFund({
    jurisdiction,
    ask,
    batches: new BatchReader({
      jurisdiction,
      ask,
      files: new FileBook(store.requests),
      options: { ...options, syncLimit: 20 },
      now: () => now,
    }),
    pushed: new PushedHousingFund(reader),
    unit: options.amountUnit,
  });
  return { read, holders: golden.persons.map(toHolder) };
}

function toHolder(number: string): HolderIdentity {
  if (!isCitizenNumber(number)) throw new Error('a golden number is malformed');
  return { kind: 'NATURAL_PERSON', number, name: GOLDEN_PEOPLE.get(number) ?? '查无此人' };
}

/** Values as the golden files write them: amounts as text, instants in ISO. */
const plainly = (value: unknown): unknown =>
  JSON.parse(
    JSON.stringify(value, (key, part: unknown) => {
      if (typeof part === 'bigint') return String(part);
      return key === 'asOf' && typeof part === 'number' ? new Date(part).toISOString() : part;
    }),
  );

type Expected = Record<string, unknown> & {
  readonly rows?: readonly unknown[];
  readonly lines?: readonly { readonly code: string; readonly rows?: readonly unknown[] }[];
};
const expectedOf = (name: string): Expected => (readGolden(`${name}.answer`).expected ?? {}) as Expected;

describe('what a golden answer means', () => {
  it.each([
    'accounts',
    'accounts-four-bytes',
    'accounts-private-use',
    'accounts-release-1',
    'accounts-unknown',
  ])('%s', async (name) => {
    const { read, holders } = await startPort(name);

    const [record = null] = await read.findRecords(holders, signal);

    const { asOf, centerName, rows = [] } = expectedOf(name);
    expect(plainly(record)).toEqual(rows.length === 0 ? null : { asOf, centerName, accounts: rows });
  });

  it.each(['loans', 'loans-none', 'loans-overdue'])('%s', async (name) => {
    const { read, holders } = await startPort(name);

    const [loans = []] = await read.findLoans(holders, signal);

    expect(plainly(loans)).toEqual(expectedOf(name).rows);
  });

  it('schedule', async () => {
    const { read, holders } = await startPort('schedule');
    const [holder = toHolder('')] = holders;

    const rows = await read.findSchedule(holder, '4307JK2000000071', 3, signal);

    expect(plainly(rows)).toEqual(expectedOf('schedule').rows);
  });

  it('withdrawals', async () => {
    const { read, holders } = await startPort('withdrawals');
    const [holder = toHolder('')] = holders;

    const page = await read.findWithdrawals(holder, { first: 10, after: null }, signal);

    const { asOf, rows } = expectedOf('withdrawals');
    expect(plainly(page)).toEqual({ asOf, nodes: rows, endCursor: null });
  });

  it('batch', async () => {
    const name = 'batch';
    const { read, holders } = await startPort(name);

    const records = await read.findRecords(holders, signal);

    const { asOf, centerName, lines = [] } = expectedOf(name);
    expect(plainly(records)).toEqual(
      lines.map(({ rows = [] }) => (rows.length === 0 ? null : { asOf, centerName, accounts: rows })),
    );
  });

  it('batch-failing-lines', async () => {
    const { plain } = readGolden('batch-failing-lines.answer');
    const { PCBS: count, PCWJ: file } = bodyOf(plain.replace(/<JGMC>.*<\/SJSJ>/, ''));

    const entries = readBatchFile(file ?? '', BATCH_TRANSACTIONS.records, {
      count: Number(count),
      jurisdiction: parseDivisionCode('33'),
    });

    const expected = expectedOf('batch-failing-lines').lines ?? [];
    expect(entries.map(({ ordinal, code, rows }) => ({ ordinal, code, rows: rows.length }))).toEqual(
      expected.map(({ code, rows = [] }, index) => ({ ordinal: index + 1, code, rows: rows.length })),
    );
  });

  it('batch-loans', async () => {
    const { read, holders } = await startPort('batch-loans');

    const loans = await read.findLoans(holders, signal);

    expect(plainly(loans)).toEqual((expectedOf('batch-loans').lines ?? []).map(({ rows = [] }) => rows));
  });
});
