import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../../support/serveTestSubgraph.ts';
import { Feed } from '../live/support/Feed.ts';
import { names } from '../live/support/names.ts';
import { readEvents } from '../live/support/readEvents.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';

interface Answer {
  readonly data: { readonly records: readonly { readonly note: string | null }[] };
  readonly errors?: readonly { readonly path: unknown; readonly extensions: object }[];
}

const UPSTREAMS = { answerBytes: 110_000, allAnswersBytes: 300_000 };
const PLACES = ['11', '12', '13', '14', '15'];
/** Of each note. */
let length = 1;
let places: readonly ServedSubgraph[] = [];
let folder: string;

const records = {
  sdl: `${federationLink} type Record @key(fields: "jurisdiction id") { jurisdiction: String! id: ID! note: String }`,
  resolvers: {
    Record: {
      __resolveReference: (key: { jurisdiction: string }) => ({ ...key, note: 'x'.repeat(length) }),
    },
  },
};
const list = {
  sdl: `${federationLink} type Query { records: [Record] }
    type Record @key(fields: "jurisdiction id", resolvable: false) { jurisdiction: String! id: ID! }`,
  resolvers: { Query: { records: () => PLACES.map((place) => ({ jurisdiction: `${place}0000`, id: '1' })) } },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-answers-'));
  places = await Promise.all(PLACES.map(() => serveTestSubgraph(records)));
  const urls = Object.fromEntries(PLACES.map((place, index) => [place, places[index]?.url]));
  await writeFile(join(folder, 'partitions.json'), JSON.stringify({ records: urls }));
});
afterAll(async () => {
  await Promise.all(places.map((place) => place.close()));
  await rm(folder, { recursive: true });
});

describe.each([true, false])('what places tell one request, where the fast lane is on: %s', (fastLane) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const partitions = join(folder, 'partitions.json');
    const settings = { fastLane, partitions, upstreams: UPSTREAMS, logLevel: 'silent' };
    gateway = await startTestGateway({ list, records }, settings);
  });
  afterAll(() => gateway.close());

  const ask = async (): Promise<Answer> => {
    const response = await gateway.post({ query: '{ records { note } }' });
    return JSON.parse(await response.text());
  };

  it('costs what goes over the bound and nothing else, as a single answer that is too large does', async () => {
    length = 1;
    for (let count = 0; count < 3; count++) expect((await ask()).errors).toBeUndefined();
    length = 90_000;

    const { data, errors = [] } = await ask();

    const lengths = data.records.map(({ note }) => note?.length ?? 0);
    expect(lengths.toSorted()).toEqual([0, 0, 90_000, 90_000, 90_000]);
    const lost = [...lengths.keys()].filter((index) => lengths[index] === 0);
    expect(errors).toEqual(
      lost.map((index) => ({
        message: expect.any(String),
        path: ['records', index],
        extensions: {
          code: 'JURISDICTION_BAD_RESPONSE',
          origin: 'JURISDICTION',
          jurisdiction: `${PLACES[index]}0000`,
          service: 'records',
          retryable: false,
          fields: ['note'],
          traceId: expect.any(String),
        },
      })),
    );
    for (let count = 0; count < 12; count++) expect((await ask()).errors).toHaveLength(2);
  });

  it('costs the same of a query on an event stream', async () => {
    length = 90_000;
    const response = await gateway.get('/graphql/stream', {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
      body: JSON.stringify({ query: '{ records { note } }' }),
    });
    const listener = readEvents(response);

    await expect.poll(() => listener.events().length).toBeGreaterThan(0);

    expect(Object(listener.events()[0]?.data).errors).toHaveLength(2);
  });
});

it('each event of a subscription has the bound for itself', async () => {
  const feed = new Feed();
  const text = 'x'.repeat(90_000);
  const large = { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, name: text }) } };
  const titles = {
    sdl: `${federationLink} type Person @key(fields: "id") { id: ID! title: String }`,
    resolvers: { Person: { __resolveReference: ({ id }: { id: string }) => ({ id, title: text }) } },
  };
  const gateway = await startTestGateway(
    { feed, names: { ...names, resolvers: large }, titles },
    { upstreams: { ...UPSTREAMS, allAnswersBytes: 150_000 } },
  );
  const client = new AbortController();
  const response = await gateway.get('/graphql/stream', {
    method: 'POST',
    signal: client.signal,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream' },
    body: JSON.stringify({ query: 'subscription { ticked { person { name title } } }' }),
  });
  const listener = readEvents(response);
  await expect.poll(() => feed.open).toBe(1);

  for (const id of [1, 2, 3]) {
    const ticked = { __typename: 'Tick', number: id, person: { __typename: 'Person', id: '1' } };
    feed.say(`event: next\nid: ${id}\ndata: ${JSON.stringify({ data: { ticked } })}\n\n`);
    await expect.poll(() => listener.events().length).toBe(id);
  }

  for (const event of listener.events()) {
    const { data, errors } = Object(event.data);
    const { name, title } = data.ticked.person;
    expect([name, title].map((told) => told?.length ?? 0).toSorted()).toEqual([0, 90_000]);
    expect(errors).toHaveLength(1);
  }
  client.abort();
  await gateway.close();
});
