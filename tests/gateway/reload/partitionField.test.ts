import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { composeTest } from '../../support/composeTest.ts';
import { replaceFile } from '../../support/replaceFile.ts';
import { serveTestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway } from '../edge/support/startTestGateway.ts';
import { Feed } from '../live/support/Feed.ts';
import { readEvents } from '../live/support/readEvents.ts';

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const record = (by: string, fields = '') => `
  extend schema
    @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key", "@composeDirective"])
    @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition"])
    @composeDirective(name: "@partition")
  directive @partition(by: String!) on OBJECT
  type Record @key(fields: "place jurisdiction") @partition(by: "${by}") { place: ID! jurisdiction: ID! ${fields} }`;
const sdlBy = (by: string) => ({
  people: `${record(by)} type Query { records: [Record]! } type Subscription { ticked: Record }`,
  funds: record(by, 'office: String'),
});
/** Moved from one field to the other. */
const RECORD = { place: '430000', jurisdiction: '440000' };

async function serveOffice(office: string): Promise<string> {
  const served = await serveTestSubgraph({
    sdl: sdlBy('place').funds,
    resolvers: { Record: { __resolveReference: (key: object) => ({ ...key, office }) } },
  });
  closing.push(served.close);
  return served.url;
}

/** A gateway whose first subgraph answers once it is let go. */
async function start() {
  const [hunan, guangdong] = [await serveOffice('hunan'), await serveOffice('guangdong')];
  const folder = await mkdtemp(join(tmpdir(), 'tongban-field-'));
  closing.push(() => rm(folder, { recursive: true }));
  const partitions = join(folder, 'partitions.yaml');
  await writeFile(partitions, `funds: { "43": "${hunan}", "44": "${guangdong}" }`);
  const feed = new Feed();
  const held: (() => void)[] = [];
  const state = { holds: false };
  const { people, funds } = sdlBy('place');
  const gateway = await startTestGateway(
    {
      people: {
        sdl: people,
        resolvers: { Query: { records: () => [RECORD] } },
        intercept: (request, response) => {
          feed.intercept(request, response);
          if (!state.holds || response.headersSent) return;
          return new Promise((resolve) => void held.push(resolve));
        },
      },
      funds: { sdl: funds },
    },
    { partitions, deadlines: { requestMs: 30_000, jurisdictionMs: 15_000 } },
  );
  closing.push(gateway.close);
  return { gateway, feed, held, state };
}

it('requests under way and open subscriptions go on by the field that said the place when they began', async () => {
  const { gateway, feed, held, state } = await start();
  const ask = async (query: string) => (await gateway.post({ query })).json();
  const answerOf = (office: string) => ({ data: { records: [{ office }] } });
  const known = '{ records { office } }';
  // Twice: the fast lane knows it then.
  for (let round = 0; round < 2; round++) expect(await ask(known)).toEqual(answerOf('hunan'));
  const client = new AbortController();
  closing.push(() => client.abort());
  const stream = await gateway.get('/graphql/stream', {
    method: 'POST',
    signal: client.signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { ticked { office } }' }),
  });
  const listener = readEvents(stream);
  await expect.poll(() => feed.open).toBe(1);

  state.holds = true;
  const early = [ask(known), ask(`query Other ${known}`)];
  await expect.poll(() => held.length).toBe(2);
  const next = Object.entries(sdlBy('jurisdiction')).map(([name, sdl]) => ({
    name,
    sdl,
    url: gateway.subgraphs[name]?.url ?? '',
  }));
  await replaceFile(gateway.supergraphFile, composeTest(next));
  await vi.waitFor(() => expect(gateway.log()).toContain('a new supergraph is in use'), 10_000);
  state.holds = false;
  for (const letGo of held) letGo();
  const ticked = { __typename: 'Record', ...RECORD };
  feed.say(`event: next\ndata: ${JSON.stringify({ data: { ticked } })}\n\n`);

  expect(await Promise.all(early)).toEqual([answerOf('hunan'), answerOf('hunan')]);
  await expect.poll(listener.events).toMatchObject([{ data: { data: { ticked: { office: 'hunan' } } } }]);
  expect(await ask(known)).toEqual(answerOf('guangdong'));
});
