import { afterEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from '../live/support/Feed.ts';
import { names, TICKS } from '../live/support/names.ts';
import { readEvents } from '../live/support/readEvents.ts';

let gateway: TestGateway;
afterEach(() => gateway.close());

it.each([
  { scope: 'private', told: ['old', 'new'] },
  { scope: 'public', told: ['old', 'old'] },
])('events are completed with $scope entities as they are told', async ({ scope, told }) => {
  const issuer = await createTestIssuer();
  const feed = new Feed();
  let name = 'old';
  const namesNow = {
    ...names,
    resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name }) } },
    intercept: (_: unknown, response: import('node:http').ServerResponse) => {
      response.setHeader('cache-control', `${scope}, max-age=60`);
    },
  };
  gateway = await startTestGateway(
    { feed, names: namesNow },
    {
      issuers: [{ issuer: issuer.issuer, audience: 'tongban', jwks: { keys: [issuer.publicKey] } }],
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
      cache: { subgraphs: { names: { scope } } },
    },
  );
  const client = new AbortController();
  const response = await gateway.get('/graphql/stream', {
    method: 'POST',
    signal: client.signal,
    headers: {
      'content-type': 'application/json',
      accept: 'text/event-stream',
      authorization: `Bearer ${await issuer.token()}`,
    },
    body: JSON.stringify({ query: TICKS }),
  });
  const listener = readEvents(response);
  await expect.poll(() => feed.open).toBe(1);
  const tellOfPerson = (id: number) => {
    const ticked = { __typename: 'Tick', number: id, person: { __typename: 'Person', id: '1' } };
    feed.say(`event: next\nid: ${id}\ndata: ${JSON.stringify({ data: { ticked } })}\n\n`);
    return expect.poll(() => listener.events().length).toBe(id);
  };

  await tellOfPerson(1);
  name = 'new';
  await tellOfPerson(2);

  expect(listener.events().map(({ data }) => Object(data).data.ticked.person.name)).toEqual(told);
  client.abort();
});
