import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createPinyinRestHousingFund } from '../../../adapters/housing-fund/pinyin-rest/createPinyinRestHousingFund.ts';
import type { HousingFundRead } from '../../../adapters/housing-fund/port.ts';
import { parseCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

const epochMs = z.string().transform((iso) => Date.parse(iso));
const exchange = z.object({
  jurisdiction: z.string().transform(parseDivisionCode),
  options: z.record(z.string(), z.unknown()),
  instant: epochMs,
  service: z.string(),
  persons: z.array(z.string().transform(parseCitizenNumber)),
  bytes: z.string(),
});
const requestMeta = exchange.extend({
  request: z.object({
    method: z.string(),
    path: z.string(),
    headers: z.record(z.string(), z.string()),
  }),
});
const answerMeta = exchange.extend({
  answer: z.object({ status: z.number(), headers: z.record(z.string(), z.string()) }),
  expected: z.object({
    code: z.string(),
    asOf: epochMs.optional(),
    until: epochMs.optional(),
    total: z.number().optional(),
    persons: z
      .array(z.object({ number: z.string(), name: z.string().optional(), value: z.unknown() }))
      .optional(),
    rows: z.array(z.unknown()).optional(),
  }),
});

type Ask = (read: HousingFundRead, holders: readonly HolderIdentity[]) => Promise<unknown>;
const signal = () => AbortSignal.timeout(20_000);
/** The files of the people in them know their names; so does the vault. */
const NAMES: Readonly<Record<string, string>> = {
  '109907196904150013': '买买提·云舒',
  '10991119881230009X': '柳𬭩',
  '109923199606060021': '林',
  '109933200109090025': '无名',
};

const fileOf = (name: string) => readFileSync(new URL(`../../golden/pinyin-rest/${name}`, import.meta.url));
const metaOf = (name: string): unknown => JSON.parse(fileOf(name).toString('utf8'));

/** Goes through one golden exchange over a real socket. */
async function replay(name: string, ask: Ask) {
  const request = requestMeta.parse(metaOf(`${name}.request.json`));
  const { answer, expected, bytes } = answerMeta.parse(metaOf(`${name}.answer.json`));
  const received: unknown[] = [];
  await using server = await startHttpServer(async (incoming, response) => {
    const { method, url: path, headers } = incoming;
    received.push({ method, path, headers, bytes: await buffer(incoming) });
    response.writeHead(answer.status, answer.headers).end(fileOf(bytes));
  });
  const { read } = createPinyinRestHousingFund(
    {
      jurisdiction: request.jurisdiction,
      dialect: 'pinyin-rest',
      url: `${server.url}/gjj`,
      options: request.options,
    },
    {
      now: () => request.instant,
      nonce: () => 'unused',
      onBreakerState: () => undefined,
      store: null,
      onInboundFault: () => undefined,
    },
  );
  const holders = request.persons.map((number) => ({
    kind: 'NATURAL_PERSON' as const,
    number,
    name: NAMES[number] ?? '',
  }));
  const [outcome] = await Promise.allSettled([ask(read, holders)]);
  const sent = {
    method: request.request.method,
    path: request.request.path,
    headers: expect.objectContaining(request.request.headers),
    bytes: fileOf(request.bytes),
  };
  return { instant: request.instant, sent, expected, received, outcome };
}

function first(holders: readonly HolderIdentity[]): HolderIdentity {
  const [holder] = holders;
  if (!holder) throw new Error('nobody in the file');
  return holder;
}

/** Values of the files as the domain writes them: amounts are texts there and fen here, instants ISO texts and epoch ms. */
function inDomain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inDomain);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, entry]) => {
      if (key.endsWith('Fen')) return [key, BigInt(String(entry))];
      return [key, key === 'asOf' ? Date.parse(String(entry)) : inDomain(entry)];
    }),
  );
}

/** Files that a third implementation made: neither the adapter nor the simulated system. */
describe('a golden exchange about many persons', () => {
  it.each<[string, Ask]>([
    ['accounts-padded', (read, holders) => read.findRecords(holders, signal())],
    ['accounts-fraction', (read, holders) => read.findRecords(holders, signal())],
    ['loans-lower-x', (read, holders) => read.findLoans(holders, signal())],
  ])('%s: asks with exactly these bytes and reads the answer as expected', async (name, ask) => {
    const { sent, expected, received, outcome } = await replay(name, ask);

    expect(received).toEqual([sent]);
    expect(outcome).toEqual({
      status: 'fulfilled',
      value: expected.persons?.map(({ value }) => inDomain(value)),
    });
  });
});

describe('a golden exchange about one person', () => {
  it.each<[string, Ask, string | null]>([
    [
      'deposits-page',
      (read, holders) =>
        read.findDeposits(first(holders), '430700000702', { first: 2, after: '4/6' }, signal()),
      '2/6',
    ],
    [
      'withdrawals',
      (read, holders) => read.findWithdrawals(first(holders), { first: 50, after: null }, signal()),
      null,
    ],
    [
      'withdrawals-unknown',
      (read, holders) => read.findWithdrawals(first(holders), { first: 20, after: null }, signal()),
      null,
    ],
  ])(
    '%s: asks for a page with exactly these bytes and reads it as expected',
    async (name, ask, endCursor) => {
      const { sent, expected, received, outcome } = await replay(name, ask);

      expect(received).toEqual([sent]);
      expect(outcome).toEqual({
        status: 'fulfilled',
        value: { asOf: expected.asOf, nodes: inDomain(expected.rows), endCursor },
      });
    },
  );

  it('schedule: asks with exactly these bytes and reads the answer as expected', async () => {
    const { sent, expected, received, outcome } = await replay('schedule', (read, holders) =>
      read.findSchedule(first(holders), '4307JK2000000071', 3, signal()),
    );

    expect(received).toEqual([sent]);
    expect(outcome).toEqual({ status: 'fulfilled', value: inDomain(expected.rows) });
  });

  it('deposits-all-kinds: leaves out what reduces the balance, also where the filter was not kept', async () => {
    const { expected, outcome } = await replay('deposits-all-kinds', (read, holders) =>
      read.findDeposits(first(holders), '430700000701', { first: 50, after: null }, signal()),
    );

    expect(outcome).toEqual({
      status: 'fulfilled',
      value: { asOf: expected.asOf, nodes: inDomain(expected.rows), endCursor: null },
    });
  });
});

describe('a golden refusal', () => {
  it('busy: is one to wait for', async () => {
    const { sent, expected, received, outcome } = await replay('busy', (read, holders) =>
      read.findRecords(holders, signal()),
    );

    expect(received).toEqual([sent]);
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: { code: 'JURISDICTION_BUSY', retryable: true, upstreamCode: expected.code },
    });
  });

  it('maintenance: tells when to come back', async () => {
    const { instant, sent, expected, received, outcome } = await replay('maintenance', (read, holders) =>
      read.findRecords(holders, signal()),
    );

    expect(received).toEqual([sent]);
    expect(outcome).toMatchObject({
      status: 'rejected',
      reason: {
        code: 'JURISDICTION_UNAVAILABLE',
        retryable: true,
        upstreamCode: expected.code,
        // At most an hour, whatever a system names.
        retryAfter: Math.min(((expected.until ?? 0) - instant) / 1_000, 3_600),
      },
    });
  });
});
