import { afterEach, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { createTestIssuer } from '../edge/support/testIssuer.ts';
import { Feed } from '../live/support/Feed.ts';
import { names } from '../live/support/names.ts';
import { readEvents } from '../live/support/readEvents.ts';

let gateway: TestGateway;
const leaving: AbortController[] = [];

afterEach(async () => {
  for (const client of leaving.splice(0)) client.abort();
  await gateway.close();
});

it('protects subscriptions, their events, and everything by the rights of a verified token', async () => {
  const feed = new Feed();
  const pinged = {
    ...feed,
    sdl: feed.sdl.replace('pinged: Int!', 'pinged: Int! @policy(policies: [["pings"]])'),
  };
  const { issuer, publicKey, token } = await createTestIssuer();
  const guarded = {
    ...names,
    sdl: names.sdl.replace('name: String }', 'name: String @requiresScopes(scopes: [["names"]]) }'),
  };
  gateway = await startTestGateway(
    { feed: pinged, names: guarded },
    {
      contextSecret: Buffer.alloc(32, 7).toString('base64'),
      issuers: [{ issuer, audience: 'tongban', jwks: { keys: [publicKey] } }],
      access: { policies: { pings: [{ portal: 'test-portal', issuer }] } },
    },
  );
  const listen = async (query: string, bearer?: string) => {
    const client = new AbortController();
    leaving.push(client);
    const response = await gateway.get('/graphql/stream', {
      method: 'POST',
      signal: client.signal,
      headers: {
        'content-type': 'application/json',
        accept: 'text/event-stream',
        ...(bearer !== undefined && { authorization: `Bearer ${bearer}` }),
      },
      body: JSON.stringify({ query }),
    });
    return readEvents(response);
  };
  const good = await token({ scope: 'names' });

  const refused = await listen('subscription { p: pinged }');
  expect(await refused.ended).toBe('whole');
  expect(refused.events()[0]?.data).toMatchObject({
    errors: [{ path: ['p'], extensions: { code: 'FORBIDDEN' } }],
  });
  expect(refused.events()[0]?.data).not.toHaveProperty('data');
  expect(feed.openedFrom).toEqual([]);

  const ticks = 'subscription { ticked { number person { name } } }';
  const anonymous = await listen(ticks);
  const [signedIn, pings] = [await listen(ticks, good), await listen('subscription { pinged }', good)];
  await expect.poll(() => feed.open).toBe(3);
  feed.tick();
  await expect.poll(anonymous.events).toMatchObject([
    {
      data: {
        data: { ticked: { number: 1, person: { name: null } } },
        errors: [{ path: ['ticked', 'person', 'name'], extensions: { code: 'FORBIDDEN' } }],
      },
    },
  ]);
  await expect
    .poll(() => signedIn.events().map(({ data }) => data))
    .toEqual([{ data: { ticked: { number: 1, person: { name: 'name 1' } } } }]);
  expect(gateway.subgraphs['names']?.requests).toHaveLength(1);
  expect(pings.text()).not.toContain('FORBIDDEN');

  const body = { query: '{ me { name } }' };
  const answers = [await gateway.post(body), await gateway.post(body, { authorization: `Bearer ${good}` })];
  expect(await Promise.all(answers.map((answer) => answer.json()))).toMatchObject([
    { data: { me: { name: null } }, errors: [{ path: ['me', 'name'], extensions: { code: 'FORBIDDEN' } }] },
    { data: { me: { name: 'name 1' } } },
  ]);
});
