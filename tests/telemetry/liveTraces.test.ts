import { createClient } from 'graphql-ws';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { startTestGateway, type TestGateway } from '../gateway/edge/support/startTestGateway.ts';
import { Feed } from '../gateway/live/support/Feed.ts';
import { readEvents } from '../gateway/live/support/readEvents.ts';
import { federationLink } from '../support/federationLink.ts';
import { Collector, type SeenSpan } from './Collector.ts';

const CALLER = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
const TICKED = 'subscription Ticks { ticked { number person { name } } }';

let collector: Collector;
let feed: Feed;
let gateway: TestGateway;

const people = {
  sdl: `${federationLink} type Query { one: Person } type Person @key(fields: "id") { id: ID! name: String }`,
  resolvers: {
    Query: { one: () => ({ id: '1' }) },
    Person: {
      __resolveReference: ({ id }: { readonly id: string }) => ({ id }),
      name: ({ id }: { readonly id: string }) => {
        if (id === '2') throw new Error('nobody');
        return `n-${id}`;
      },
    },
  },
};
beforeEach(async () => {
  collector = await new Collector().open();
  feed = new Feed();
  gateway = await startTestGateway({ feed, people }, { otlpEndpoint: collector.url });
});
afterEach(async () => {
  await gateway.close();
  await collector.close();
});

const listen = async (path: string, flags = '01') =>
  readEvents(
    await gateway.get(path, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        traceparent: `00-${CALLER.traceId}-${CALLER.spanId}-${flags}`,
        tracestate: 'rojo=1',
        'x-request-id': 'r-1',
      },
      body: JSON.stringify({ query: TICKED, operationName: 'Ticks' }),
    }),
  );
async function collected(): Promise<readonly SeenSpan[]> {
  await gateway.stop();
  return collector.spans;
}
const named = (spans: readonly SeenSpan[], name: string) => spans.filter((span) => span.name === name);

it('a subscription is a span when it begins, and each event one with the calls that complete it', async () => {
  const listener = await listen('/graphql/stream');
  await expect.poll(() => feed.open).toBe(1);
  feed.tick(2);
  await expect.poll(() => listener.events()).toHaveLength(2);
  const spans = await collected();

  const [begun] = named(spans, 'graphql');
  const [first, second] = named(spans, 'event');
  const calls = named(spans, 'people');
  expect(spans).toHaveLength(5);
  expect(new Set(spans.map(({ traceId }) => traceId))).toEqual(new Set([CALLER.traceId]));
  expect(begun).toMatchObject({
    parentSpanId: CALLER.spanId,
    failed: false,
    attributes: {
      'graphql.operation.name': 'Ticks',
      'graphql.operation.type': 'subscription',
      'graphql.document.hash': expect.stringMatching(/^[\da-f]{64}$/),
      'tongban.request.id': 'r-1',
    },
  });
  expect([first, second].map((span) => [span?.parentSpanId, span?.failed])).toEqual([
    [begun?.spanId, false],
    [begun?.spanId, true],
  ]);
  expect(calls.map(({ parentSpanId }) => parentSpanId)).toEqual([first?.spanId, second?.spanId]);
  const asked = [feed.headers[0], gateway.subgraphs['people']?.requests.at(-1)?.headers];
  expect(asked.map((headers) => headers?.['tracestate'])).toEqual(['rojo=1', 'rojo=1']);
  expect(feed.headers[0]?.['traceparent']).toBe(`00-${CALLER.traceId}-${begun?.spanId}-01`);
  expect(gateway.subgraphs['people']?.requests.at(-1)?.headers['traceparent']).toBe(
    `00-${CALLER.traceId}-${calls[1]?.spanId}-01`,
  );
});

it('operations of a WebSocket are spans of traces that begin here, whatever they are', async () => {
  const client = createClient({
    url: `${gateway.url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
  });
  const once = (query: string) =>
    new Promise((resolve, reject) => {
      client.subscribe({ query }, { next: resolve, error: reject, complete: () => undefined });
    });
  expect(await once('{ one { name } }')).toEqual({ data: { one: { name: 'n-1' } } });
  const ticked = once(TICKED);
  await expect.poll(() => feed.open).toBe(1);
  feed.tick();
  await ticked;
  await client.dispose();
  const spans = await collected();

  const [query, subscription] = named(spans, 'graphql');
  expect([query, subscription].map((span) => span?.attributes['graphql.operation.type'])).toEqual([
    'query',
    'subscription',
  ]);
  expect(query?.traceId).not.toBe(subscription?.traceId);
  expect(named(spans, 'people').map(({ traceId }) => traceId)).toEqual([
    query?.traceId,
    subscription?.traceId,
  ]);
  expect(named(spans, 'event').map(({ parentSpanId }) => parentSpanId)).toEqual([subscription?.spanId]);
});

it('a stream at the path of queries is part of its request, and of a trace that is not kept nothing is', async () => {
  const kept = await listen('/graphql');
  await expect.poll(() => feed.open).toBe(1);
  const unkept = await listen('/graphql', '00');
  await expect.poll(() => feed.open).toBe(2);
  feed.tick();
  await expect.poll(() => [kept, unkept].map((listener) => listener.events().length)).toEqual([1, 1]);
  const spans = await collected();

  const [begun, request] = named(spans, 'graphql');
  expect([request?.parentSpanId, begun?.parentSpanId]).toEqual([CALLER.spanId, request?.spanId]);
  expect(named(spans, 'event').map(({ parentSpanId }) => parentSpanId)).toEqual([begun?.spanId]);
  expect(spans).toHaveLength(4);
});
