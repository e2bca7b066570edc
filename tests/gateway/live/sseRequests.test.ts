import { afterEach, beforeEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { ASKING } from './support/asking.ts';
import { Feed } from './support/Feed.ts';
import { listenAt } from './support/listenAt.ts';
import { names, TICKS } from './support/names.ts';

let gateway: TestGateway;
let feed: Feed;
let client: AbortController;

beforeEach(async () => {
  client = new AbortController();
  feed = new Feed();
  gateway = await startTestGateway({ feed, names });
});

afterEach(async () => {
  client.abort();
  await gateway.close();
});

const listen = (query: string) => listenAt(gateway, client, query);

it.each([
  ['subscription { nothing }', 'GRAPHQL_VALIDATION_FAILED'],
  ['subscription {', 'GRAPHQL_PARSE_FAILED'],
  ['subscription ($n: Int!) { ticked(start: $n) { number } }', 'BAD_USER_INPUT'],
  [
    `subscription { ${Array.from({ length: 300 }, (_, n) => `a${n}: pinged`).join(' ')} }`,
    'OPERATION_TOO_COSTLY',
  ],
])('a client is told what is wrong with %.40s', async (query, code) => {
  const listener = await listen(query);

  expect(await listener.ended).toBe('whole');
  expect(listener.events().map(({ data }) => data.errors?.[0].extensions.code)).toEqual([code, undefined]);
  expect(feed.openedFrom).toEqual([]);
});

it('queries and mutations are answered by one event; a GET carries no mutation and needs no preflight', async () => {
  const query = await listen('{ me { name } }');
  const mutation = await listen('mutation { rename(name: "Bo") }');
  const byGet = await gateway.get(
    `/graphql/stream?query=${encodeURIComponent('mutation { rename(name: "Bo") }')}`,
    {
      headers: { accept: 'text/event-stream' },
    },
  );
  const forged = await gateway.get(`/graphql/stream?query=${encodeURIComponent(TICKS)}`, {
    headers: { accept: 'text/event-stream', 'sec-fetch-site': 'cross-site' },
  });

  await Promise.all([query.ended, mutation.ended]);
  expect(query.events()).toEqual([
    { event: 'next', data: { data: { me: { name: 'name 1' } } } },
    { event: 'complete', data: '' },
  ]);
  expect(mutation.events()[0]?.data).toEqual({ data: { rename: 'Bo' } });
  expect(await byGet.text()).toContain('"BAD_REQUEST"');
  expect(forged.status).toBe(400);
});

it.each([
  ['application/json', 406],
  ['text/html', 406],
  ['text/event-stream;q=0, */*', 406],
  ['*/*', 200],
  ['text/*', 200],
])(
  'a client that takes %s is answered %i, and costs its source nothing where that is no event stream',
  async (accept, status) => {
    const response = await gateway.get('/graphql/stream', {
      method: 'POST',
      signal: client.signal,
      headers: { ...ASKING, accept },
      body: JSON.stringify({ query: TICKS }),
    });

    expect(response.status).toBe(status);
    if (status === 200) return;
    expect(response.headers.get('content-type')).toBe('application/json; charset=utf-8');
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code: 'BAD_REQUEST' } }] });
    expect(feed.openedFrom).toEqual([]);
  },
);
