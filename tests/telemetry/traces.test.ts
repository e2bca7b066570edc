import { pino } from 'pino';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { GuardedSystem } from '../../adapters/transport/GuardedSystem.ts';
import { parseDivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { type SubgraphServer, serveSubgraph } from '../../subgraphs/serveSubgraph.ts';
import { acceptedKeysFor } from '../../subgraphs/serving/acceptedKeysFor.ts';
import { ProcessTracing } from '../../telemetry/ProcessTracing.ts';
import { startTestGateway, type TestGateway } from '../gateway/edge/support/startTestGateway.ts';
import { world } from '../gateway/edge/support/world.ts';
import { Collector, type SeenSpan } from './Collector.ts';

const MASTER = Buffer.alloc(32, 3);
const NUMBER = '990101199001011234';
const NAME = '金丝雀';
const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const HUNAN = parseDivisionCode('430000');

let collector: Collector;
let funds: SubgraphServer;
let gateway: TestGateway;
let stopTracing: () => Promise<void>;

/** Asks a system of a place, as an adapter does. */
const system = new GuardedSystem({ jurisdiction: HUNAN });
const resolvers = {
  Person: {
    __resolveReference: ({ id }: { readonly id: string }) =>
      system.read(
        'accounts',
        async () => {
          if (id === NUMBER) throw new TongbanError('JURISDICTION_BAD_RESPONSE', `${NAME} is not there`);
          return { id, fund: 3 };
        },
        new AbortController().signal,
      ),
  },
};

beforeEach(async () => {
  collector = await new Collector().open();
  stopTracing = await ProcessTracing.start(
    { OTEL_EXPORTER_OTLP_ENDPOINT: collector.url },
    'funds',
    () => undefined,
  );
  funds = await serveSubgraph({
    sdl: world.funds.sdl,
    resolvers,
    endpoints: [
      {
        path: '/graphql',
        audience: 'funds',
        contextKey: acceptedKeysFor('funds', { master: MASTER }),
        createContext: () => ({}),
      },
    ],
    logger: pino({ level: 'silent' }),
  });
});
afterEach(async () => {
  await gateway.close();
  await Promise.all([funds.stop(), collector.close()]);
  await stopTracing();
});

const people = {
  ...world.people,
  resolvers: {
    ...world.people.resolvers,
    Query: { ...world.people.resolvers.Query, me: () => ({ id: me }) },
  },
};
let me = '1';

async function start(settings: Readonly<Record<string, unknown>> = {}): Promise<void> {
  gateway = await startTestGateway(
    { people, funds: world.funds },
    {
      contextSecret: MASTER.toString('base64'),
      services: { funds: `${funds.url}/graphql` },
      otlpEndpoint: collector.url,
      ...settings,
    },
  );
}
const ask = (query: string, { flags = '01', ...body }: Record<string, unknown> = {}) =>
  gateway.post(
    { query, ...body },
    { traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-${flags}`, 'x-request-id': 'r-1' },
  );
/** All are there, once both ends have told. */
async function collected(): Promise<readonly SeenSpan[]> {
  await gateway.stop();
  await stopTracing();
  return collector.spans;
}
const byName = (spans: readonly SeenSpan[], name: string, service = 'tongban-gateway') =>
  spans.find((span) => span.name === name && span.service === service);

it('an operation has its name in the trace also where the client names it in the text alone', async () => {
  await start();

  // A text may be new or known, and answered by either lane.
  for (let n = 0; n < 3; n++) await (await ask('query Fund { me { fund } }')).text();
  const requests = (await collected()).filter(({ name }) => name === 'graphql');

  expect(requests.map(({ attributes }) => attributes['graphql.operation.name'])).toEqual(
    Array(3).fill('Fund'),
  );
});

it('a request is one tree, from its caller through gateway and subgraph to the system of a place', async () => {
  me = '1';
  await start();

  expect(await (await ask('query Fund { me { fund } }', { operationName: 'Fund' })).json()).toEqual({
    data: { me: { fund: 3 } },
  });
  const spans = await collected();

  const [request, plan, first, call, served, asked] = [
    byName(spans, 'graphql'),
    byName(spans, 'plan'),
    byName(spans, 'people'),
    byName(spans, 'funds'),
    byName(spans, 'funds', 'funds'),
    byName(spans, 'system', 'funds'),
  ];
  expect(spans).toHaveLength(6);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([CALLER.traceId]));
  expect([request, plan, first, call, served, asked].map((span) => span?.parentSpanId)).toEqual([
    CALLER.spanId,
    request?.spanId,
    request?.spanId,
    request?.spanId,
    call?.spanId,
    served?.spanId,
  ]);
  expect([request, plan, first, call, served, asked].map((span) => span?.kind)).toEqual([2, 1, 3, 3, 2, 3]);
  expect(request?.attributes).toEqual({
    'graphql.operation.name': 'Fund',
    'graphql.operation.type': 'query',
    'graphql.document.hash': expect.stringMatching(/^[\da-f]{64}$/),
    'http.response.status_code': '200',
    'tongban.request.id': 'r-1',
  });
  expect(call?.attributes).toEqual({ 'tongban.service': 'funds', 'tongban.call': 'entities' });
  expect(asked?.attributes).toEqual({ 'tongban.jurisdiction': HUNAN, 'tongban.call': 'accounts' });
  expect(spans.every(({ ns, failed }) => ns > 0n && !failed)).toBe(true);
});

it('says which code something failed with, and nothing that names a person', async () => {
  me = NUMBER;
  await start();

  await ask(
    `query Q${NUMBER}($text: String) { me { fund } echo(text: $text) again: echo(text: "${NAME}") }`,
    {
      operationName: `Q${NUMBER}`,
      variables: { text: NUMBER },
    },
  );
  await ask(`{ nothing(name: "${NAME}") }`);
  const spans = await collected();

  expect(byName(spans, 'system', 'funds')).toMatchObject({
    failed: true,
    attributes: { 'error.type': 'JURISDICTION_BAD_RESPONSE' },
  });
  expect(byName(spans, 'funds')?.attributes['error.type']).toBe('JURISDICTION_BAD_RESPONSE');
  expect(spans.some(({ attributes }) => attributes['error.type'] === 'GRAPHQL_VALIDATION_FAILED')).toBe(true);
  expect(collector.received).not.toContain(NUMBER);
  expect(collector.received).not.toContain(NAME);
  expect(collector.received).not.toContain('again');
});

it('keeps no trace that its caller does not keep, and says so to whom it calls', async () => {
  me = '1';
  await start();

  await ask('{ me { fund } }', { flags: '00' });
  const spans = await collected();

  expect(spans).toEqual([]);
  expect(gateway.subgraphs['people']?.requests.at(-1)?.headers['traceparent']).toBe(
    `00-${CALLER.traceId}-${CALLER.spanId}-00`,
  );
});

it('keeps the share that is set of the traces that begin here', async () => {
  me = '1';
  await start({ traceRatio: 0 });
  await gateway.post({ query: '{ me { fund } }' });

  expect(await collected()).toEqual([]);
  expect(gateway.subgraphs['people']?.requests.at(-1)?.headers['traceparent']).toMatch(/-00$/);
});

it('serves on without its collector, and says once that traces are lost', async () => {
  me = '1';
  await start();
  collector.status = 503;

  const answers = [await ask('{ me { fund } }'), await ask('{ me { name } }')];
  await vi.waitFor(() => expect(gateway.log()).toContain('traces cannot be delivered'), { timeout: 10_000 });

  expect(answers.map(({ status }) => status)).toEqual([200, 200]);
  expect(gateway.log().match(/traces cannot/g)).toHaveLength(1);
});

it('without a collector loads nothing and begins nothing', async () => {
  await stopTracing();
  me = '1';
  await start({ otlpEndpoint: undefined });

  await ask('{ me { fund } }');
  await collected();

  expect([collector.received, ProcessTracing.tracer]).toEqual(['', undefined]);
  expect(gateway.subgraphs['people']?.requests.at(-1)?.headers['traceparent']).toBe(
    `00-${CALLER.traceId}-${CALLER.spanId}-01`,
  );
});
