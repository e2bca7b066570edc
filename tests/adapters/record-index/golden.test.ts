import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDataExchangeRecordIndex } from '../../../adapters/record-index/data-exchange/createDataExchangeRecordIndex.ts';
import { isCitizenNumber } from '../../../domain/citizenNumber.ts';
import { parseCreditCode } from '../../../domain/creditCode.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { startHttpServer } from '../transport/startHttpServer.ts';

const exchange = z.object({
  jurisdiction: z.string().transform(parseDivisionCode),
  options: z.record(z.string(), z.unknown()),
  instant: z.string().transform((iso) => Date.parse(iso)),
  nonce: z.string(),
  persons: z.array(z.string()),
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
    until: z.string().optional(),
    persons: z
      .array(
        z.object({
          number: z.string(),
          name: z.string().optional(),
          value: z.array(
            z.object({
              department: z.string(),
              jurisdiction: z.string(),
              asOf: z.string().transform((iso) => Date.parse(iso)),
            }),
          ),
        }),
      )
      .default([]),
  }),
});

const fileOf = (name: string) => readFileSync(new URL(`../../golden/record-index/${name}`, import.meta.url));
const metaOf = (name: string): unknown => JSON.parse(fileOf(name).toString('utf8'));

/** Goes through one golden exchange over a real socket. */
async function replay(name: string) {
  const request = requestMeta.parse(metaOf(`${name}.request.json`));
  const answer = answerMeta.parse(metaOf(`${name}.answer.json`));
  const received: unknown[] = [];
  await using server = await startHttpServer(async (incoming, response) => {
    const { method, url: path, headers } = incoming;
    received.push({ method, path, headers, bytes: await buffer(incoming) });
    response.writeHead(answer.answer.status, answer.answer.headers).end(fileOf(answer.bytes));
  });
  const port = createDataExchangeRecordIndex(
    {
      jurisdiction: request.jurisdiction,
      dialect: 'data-exchange',
      url: `${server.url}/exchange`,
      options: request.options,
    },
    {
      now: () => request.instant,
      nonce: () => request.nonce,
      onBreakerState: () => undefined,
      store: null,
      onInboundFault: () => undefined,
    },
  );
  const holders = request.persons.map((number) => toHolder(number, answer));
  const [outcome] = await Promise.allSettled([port.findPlaces(holders, AbortSignal.timeout(20_000))]);
  return { request, answer, received, outcome };
}

/** The vault knows a name also of whom the index does not know. */
function toHolder(number: string, { expected }: z.output<typeof answerMeta>): HolderIdentity {
  const name = expected.persons.find((person) => person.number === number)?.name ?? '无名';
  return isCitizenNumber(number)
    ? { kind: 'NATURAL_PERSON', number, name }
    : { kind: 'LEGAL_PERSON', number: parseCreditCode(number), name };
}

/** Files that a third implementation made: neither the adapter nor the simulated system. */
describe.each([
  '701-several-places',
  '701-company',
  '701-nobody',
  '701-lower-x',
  '701-mixed',
  '701-unknown-departments',
])('golden exchange %s', (name) => {
  it('asks with exactly these bytes and reads the answer as expected', async () => {
    const { request, answer, received, outcome } = await replay(name);

    expect(received).toEqual([
      {
        method: request.request.method,
        path: request.request.path,
        headers: expect.objectContaining(request.request.headers),
        bytes: fileOf(request.bytes),
      },
    ]);
    expect(outcome).toEqual({
      status: 'fulfilled',
      value: answer.expected.persons.map(({ value }) => value),
    });
  });
});

it('golden exchange 701-maintenance tells when to come back', async () => {
  const { request, answer, received, outcome } = await replay('701-maintenance');

  expect(received).toMatchObject([{ path: request.request.path, bytes: fileOf(request.bytes) }]);
  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: {
      code: 'JURISDICTION_UNAVAILABLE',
      retryable: true,
      upstreamCode: answer.expected.code,
      // Nobody is told to wait longer than an hour.
      retryAfter: Math.min((Date.parse(answer.expected.until ?? '') - request.instant) / 1_000, 3_600),
    },
  });
});

it('golden exchange 701-refused is no answer about anybody', async () => {
  const { outcome } = await replay('701-refused');

  expect(outcome).toMatchObject({
    status: 'rejected',
    reason: { code: 'JURISDICTION_REJECTED', retryable: false, upstreamCode: '304' },
  });
});
