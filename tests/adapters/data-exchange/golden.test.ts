import { readFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createDataExchangePublicSecurity } from '../../../adapters/public-security/data-exchange/createDataExchangePublicSecurity.ts';
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
  service: z.enum(['catalog-611', 'catalog-612', 'catalog-613', 'catalog-614', 'catalog-615']),
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
      .array(z.object({ number: z.string(), name: z.string().optional(), value: z.unknown() }))
      .optional(),
  }),
});

const QUESTIONS = {
  'catalog-611': 'findRecords',
  'catalog-612': 'findHukou',
  'catalog-613': 'findIdentityCards',
  'catalog-614': 'findResidencePermits',
  'catalog-615': 'findVehicles',
} as const;

const fileOf = (name: string) => readFileSync(new URL(`../../golden/data-exchange/${name}`, import.meta.url));
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
  const { read } = createDataExchangePublicSecurity(
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
  const [outcome] = await Promise.allSettled([
    read[QUESTIONS[request.service]](holders, AbortSignal.timeout(20_000)),
  ]);
  return { request, answer, received, outcome };
}

/** The vault knows a name also of whom the place does not know. */
function toHolder(number: string, { expected }: z.output<typeof answerMeta>): HolderIdentity {
  const name = expected.persons?.find((person) => person.number === number)?.name ?? '无名';
  return isCitizenNumber(number)
    ? { kind: 'NATURAL_PERSON', number, name }
    : { kind: 'LEGAL_PERSON', number: parseCreditCode(number), name };
}

/** Instants are ISO texts in the files and epoch ms in the domain. */
function withEpochMs(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withEpochMs);
  if (value === null || typeof value !== 'object' || !('asOf' in value)) return value;
  return { ...value, asOf: Date.parse(String(value.asOf)) };
}

/** Files that a third implementation made: neither the adapter nor the simulated system. */
describe.each([
  '611-hmac',
  '612-head-code',
  '612-md5',
  '613-older-release',
  '613-sandwich',
  '614-lower-x',
  '615-mixed',
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
      value: answer.expected.persons?.map(({ value }) => withEpochMs(value)),
    });
  });
});

it('golden exchange 611-maintenance tells when to come back', async () => {
  const { request, answer, received, outcome } = await replay('611-maintenance');

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
