import { afterEach, expect, it } from 'vitest';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { subscriptionSettings } from '../../../gateway/edge/live/subscriptionSettings.ts';
import type { OperationEvent } from '../../../gateway/execute/OperationEvent.ts';
import { openStreamRoutes } from '../../../gateway/upstream/streams/openStreamRoutes.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestFederation, type TestFederation } from '../../support/startTestFederation.ts';
import { Feed } from './support/Feed.ts';
import { names, TICKS, tick } from './support/names.ts';

let federation: TestFederation;
let elsewhere: ServedSubgraph;
const leaving = new AbortController();

afterEach(async () => {
  leaving.abort();
  await elsewhere.close();
  await federation.close();
});

it('a source that moves is heard at its new address from where it was left', async () => {
  const feed = new Feed();
  let address: string | undefined;
  const streams = openStreamRoutes({
    settings: subscriptionSettings.parse({ patienceMs: 5_000 }),
    signContext: undefined,
    refuse: (service) => new TongbanError('JURISDICTION_NOT_CONNECTED', service),
    redis: undefined,
  });
  elsewhere = await serveTestSubgraph(feed);
  federation = await startTestFederation(
    { feed, names },
    { streams, urlFor: (service) => (service === 'feed' ? address : undefined) },
  );
  const events = await federation.gateway.subscribe({
    query: TICKS,
    operationName: undefined,
    variables: {},
    context: {
      requestId: 'r',
      traceparent: undefined,
      caller: null,
      language: 'en',
      signal: leaving.signal,
    },
    lastEventId: null,
    eventMs: 5_000,
    maxTokens: 1_000,
    introspection: false,
  });
  if (!('next' in events)) throw new TypeError('it is answered by events');
  const heard: OperationEvent[] = [];
  const next = async () => {
    const { value } = await events.next();
    heard.push(...(value === undefined ? [] : [value]));
  };
  await next();
  feed.tick();
  await next();
  address = elsewhere.url;
  await federation.subgraphs['feed']?.close();
  feed.tick();
  await next();

  expect(heard.map(({ result }) => result && { data: result.data })).toEqual([null, tick(1), tick(2)]);
  expect(feed.openedFrom).toEqual([undefined, '1']);
  expect(elsewhere.requests).toHaveLength(1);
  await streams.close();
});
