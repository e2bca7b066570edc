import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import { type SeenRequest, type ServedSubgraph, serveTestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from './support/startTestGateway.ts';

const nested = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
/** Of errors: where they are, and what they say. */
interface Answer {
  readonly data: unknown;
  readonly errors?: readonly { readonly path: unknown; readonly extensions: { readonly code: string } }[];
}

/** What the scalars of all subgraphs are. */
let value = '1';
let folder: string;
let place: ServedSubgraph;

const say = (response: ServerResponse, data: string): void => {
  response.writeHead(200, { 'content-type': 'application/json' }).end(`{"data":${data}}`);
};
const entitiesOf = (field: string) => ({
  intercept: ({ query, variables }: SeenRequest, response: ServerResponse): void => {
    if (query.includes('_service')) return;
    const { length } = [variables['representations']].flat();
    say(response, `{"_entities":[${Array(length).fill(`{"${field}":${value}}`).join()}]}`);
  },
});
const records = {
  sdl: `${federationLink} scalar Any type Record @key(fields: "jurisdiction id") { jurisdiction: String! id: ID! more: Any }`,
  ...entitiesOf('more'),
};
const notes = {
  sdl: `${federationLink} scalar Any type Record @key(fields: "id") { id: ID! note: Any }`,
  ...entitiesOf('note'),
};
const list = {
  sdl: `${federationLink} scalar Any type Query { records: [Record] any: Any name: String }
    type Record @key(fields: "jurisdiction id") @key(fields: "id") { jurisdiction: String! id: ID! }`,
  intercept: ({ query }: SeenRequest, response: ServerResponse): void => {
    const record = '{"__typename":"Record","jurisdiction":"430000","id":"1"}';
    if (query.includes('records')) say(response, `{"records":[${record},${record}],"name":"n"}`);
    else say(response, `{"name":"n","any":${value}}`);
  },
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-deep-'));
  place = await serveTestSubgraph(records);
  await writeFile(join(folder, 'partitions.json'), JSON.stringify({ records: { '43': place.url } }));
});
beforeEach(() => {
  value = '1';
});
afterAll(async () => {
  await place.close();
  await rm(folder, { recursive: true });
});

describe.each([true, false])('a value that is deep, where the fast lane is on: %s', (fastLane) => {
  let gateway: TestGateway;
  beforeAll(async () => {
    const partitions = join(folder, 'partitions.json');
    gateway = await startTestGateway({ list, notes, records }, { fastLane, partitions, logLevel: 'silent' });
  });
  afterAll(() => gateway.close());

  const ask = async (query: string): Promise<Answer & { readonly status: number }> => {
    const response = await gateway.post({ query }, { 'accept-language': 'en' });
    const { data, errors }: Answer = JSON.parse(await response.text());
    return { status: response.status, data, ...(errors && { errors }) };
  };
  /** Once all that is asked is known to the fast lane. */
  const askDeep = async (query: string, levels: number) => {
    value = '1';
    for (let count = 0; count < 3; count++) expect((await ask(query)).errors).toBeUndefined();
    value = nested(levels);
    return ask(query);
  };
  const codes = ({ errors = [] }: Answer) => errors.map(({ path, extensions: { code } }) => [path, code]);

  const QUERIES = [
    ['a root field', '{ any }', [['any']], { any: null }],
    [
      'an entity at two places',
      '{ records { note } }',
      [
        ['records', 0],
        ['records', 1],
      ],
      { records: [{ note: null }, { note: null }] },
    ],
    [
      'a record of a place at two places',
      '{ records { more } }',
      [
        ['records', 0],
        ['records', 1],
      ],
      { records: [{ more: null }, { more: null }] },
    ],
  ] as const;

  it.each(QUERIES)('passes %s up to 990 levels', async (_, query) => {
    const { status, data, errors } = await askDeep(query, 990);

    expect([status, errors]).toEqual([200, undefined]);
    expect(JSON.stringify(data)).toContain(nested(990));
  });

  it('counts no brackets in strings', async () => {
    value = JSON.stringify(`"\\${'['.repeat(5_000)}"`);

    const { data, errors } = await ask('{ name any }');

    expect([errors, JSON.stringify(data)]).toEqual([undefined, `{"name":"n","any":${value}}`]);
  });

  it.each(QUERIES)('costs %s and nothing else beyond 1,000', async (_, query, paths, data) => {
    for (const levels of [1_001, 3_000, 6_000, 200_000]) {
      const answer = await askDeep(query, levels);

      expect([answer.status, answer.data]).toEqual([200, data]);
      expect(codes(answer)).toEqual(paths.map((path) => [path, 'JURISDICTION_BAD_RESPONSE']));
    }
    // It is no sign of an endpoint that is away.
    for (let count = 0; count < 12; count++) await askDeep(query, 1_001);
  });
});
