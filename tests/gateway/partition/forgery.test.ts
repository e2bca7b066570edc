import { rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { eventually } from '../../support/eventually.ts';
import { federationLink } from '../../support/federationLink.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';

const key = '@key(fields: "jurisdiction id")';
const records = {
  sdl: `${federationLink} type Record ${key} { jurisdiction: String! id: ID! text: String }`,
  resolvers: { Record: { __resolveReference: (record: object) => ({ ...record, text: 'of Hunan' }) } },
};
/** The worst case: a subgraph that passes on whatever a client calls a jurisdiction. */
const index = {
  sdl: `${federationLink} type Query { record(place: String!): Record }
    type Record ${key} { jurisdiction: String! id: ID! }`,
  resolvers: {
    Query: { record: (_: unknown, { place }: { place: string }) => ({ jurisdiction: place, id: '1' }) },
  },
};

let hunan: ServedSubgraph;
let gateway: TestGateway;
/** Listens where a forged address would lead. */
let trap: Server;
let trapped = 0;
let trapPort = 0;
const partitions = join(tmpdir(), `tongban-forgery-${process.pid}.json`);

beforeAll(async () => {
  hunan = await serveTestSubgraph(records);
  trap = createServer((_, response) => {
    trapped++;
    response.end('{"data":null}');
  });
  await new Promise<void>((resolve) => trap.listen(0, '127.0.0.1', resolve));
  trapPort = (trap.address() as AddressInfo).port;
  await writeFile(partitions, JSON.stringify({ records: { 43: hunan.url } }));
  gateway = await startTestGateway({ index, records }, { partitions });
  // What the endpoint offers is asked for once, in the background.
  await eventually(() => expect(hunan.requests.length).toBeGreaterThan(0));
});
afterAll(async () => {
  await gateway.close();
  await hunan.close();
  trap.close();
  await rm(partitions);
});

const ask = async (place: string) => {
  const response = await gateway.post({
    query: 'query ($place: String!) { record(place: $place) { text } }',
    variables: { place },
  });
  return response.json();
};
const calls = () => hunan.requests.filter(({ query }) => query.includes('_entities')).length;
let before: number;
beforeEach(() => {
  before = calls();
});

it('a jurisdiction that has an endpoint is asked', async () => {
  expect(await ask('430000')).toEqual({ data: { record: { text: 'of Hunan' } } });
  expect(calls()).toBe(before + 1);
});

it.each([
  ['a path that climbs', () => '430000/../../admin'],
  ['encoded slashes', () => '430000%2f..%2fadmin'],
  ['an address', () => `http://127.0.0.1:${trapPort}/graphql`],
  ['a host behind an @', () => `430000@127.0.0.1:${trapPort}`],
  ['a host behind a colon', () => `43://127.0.0.1:${trapPort}/`],
  ['a file', () => 'file:///etc/passwd'],
  ['a line break', () => '430000\r\nhost: 127.0.0.1'],
  ['full-width digits', () => '４３００００'],
  ['a name of every object', () => '__proto__'],
  ['a fragment', () => '430000#'],
  ['spaces around it', () => ' 430000 '],
])('a jurisdiction made of %s leads nowhere, and is not repeated', async (_, place) => {
  const answer = await ask(place());

  expect(answer).toEqual({
    data: { record: { text: null } },
    errors: [expect.objectContaining({ extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) })],
  });
  expect(JSON.stringify(answer)).not.toContain('127.0.0.1');
  expect([calls(), trapped]).toEqual([before, 0]);
});
