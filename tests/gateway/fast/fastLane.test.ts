import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it, vi } from 'vitest';
import { federationLink } from '../../support/federationLink.ts';
import {
  type ServedSubgraph,
  serveTestSubgraph,
  type TestSubgraph,
} from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { spoilAnswers } from './spoilAnswers.ts';
import { type Spoil, spoils } from './spoils.ts';

const QUERIES = [
  'query Named { notice }',
  '{ persons { name id } }',
  '{ persons { records { jurisdiction id note } name kind } }',
  '{ persons { records { jurisdiction note state months base more { text tags } } name } }',
  '{ persons { id records { note } score } __typename }',
  'query ($n: Int = 3) { persons(first: $n) { __typename name records { __typename jurisdiction state note } } }',
  // Entities of entities, and two subgraphs at the root.
  // Two subgraphs that know a person by different keys.
  '{ persons { score holder name grade } }',
  '{ persons { name records { note keeper { name rank } months } score } motto }',
  'query ($no: Boolean = true) { persons { name @skip(if: $no) id @include(if: $no) records { note @include(if: $no) keeper { rank @skip(if: $no) name } } } }',
];
const NASTY = [
  '',
  '张三',
  '🀄',
  '"',
  '\\',
  '\n',
  '\u0001',
  '","note":"',
  '"},{"place":"43"',
  '}]}}',
  '\u2028',
  '\ud800',
];

interface World {
  readonly notice: string;
  readonly persons: readonly (object | null)[];
  readonly record: object;
  readonly score: number | null;
  readonly keeper: string | null;
}

const text = fc.oneof(fc.constantFrom(...NASTY), fc.string({ unit: 'grapheme', maxLength: 6 }));
const nullable = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null, freq: 4 });
const worlds: fc.Arbitrary<World> = fc.record({
  notice: text,
  persons: fc.array(
    nullable(
      fc.record({
        id: text,
        name: nullable(text),
        kind: fc.constantFrom('ONE', 'TWO'),
        records: fc.array(
          fc.record({
            jurisdiction: fc.constantFrom('430000', '310000', '990000'),
            id: fc.constantFrom('a', '张', '"b\\'),
          }),
          { maxLength: 4 },
        ),
      }),
    ),
    { maxLength: 4 },
  ),
  record: fc.record({
    note: nullable(text),
    state: nullable(fc.constantFrom('OPEN', 'SHUT')),
    months: nullable(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 })),
    base: nullable(fc.double({ noNaN: true, noDefaultInfinity: true })),
    more: nullable(fc.array(fc.record({ text, tags: fc.array(text, { maxLength: 2 }) }), { maxLength: 3 })),
  }),
  score: nullable(fc.integer({ min: 0, max: 9 })),
  keeper: nullable(text),
});

const PLAIN: World = {
  notice: '公告',
  persons: [{ id: '1', name: 'a', kind: 'ONE', records: [{ jurisdiction: '430000', id: 'a' }] }],
  record: { note: 'a', state: 'OPEN', months: 1, base: 1.5, more: [] },
  score: 1,
  keeper: '李四',
};

let world: World;
let spoil: Spoil;
let calls = 0;
/** Whether scores never come. */
let isHanging = false;
/** Where answers are cut in two on their way; default: in the middle. */
let cutAt: number | undefined;

const answering = (subgraph: TestSubgraph): TestSubgraph =>
  spoilAnswers(
    subgraph,
    () => spoil,
    () => {
      calls += 1;
    },
    () => cutAt,
  );

const reference = (record: { jurisdiction: string; id: string; __typename: string }) => ({
  ...world.record,
  ...record,
  keeper: { id: `keeper of ${record.id}` },
});
const RECORD_SDL = `${federationLink}
  enum State { OPEN SHUT AJAR @inaccessible }
  type More { text: String! tags: [String!]! }
  type Record @key(fields: "jurisdiction id") { jurisdiction: String! id: ID! note: String state: State months: Int base: Float more: [More!] keeper: Keeper }
  type Keeper @key(fields: "id", resolvable: false) { id: ID! }`;
const record = answering({ sdl: RECORD_SDL, resolvers: { Record: { __resolveReference: reference } } });
const federation = {
  people: answering({
    sdl: `${federationLink}
      type Query { notice: String! persons(first: Int): [Person]! }
      enum Kind { ONE TWO }
      type Person @key(fields: "id") @key(fields: "code") { id: ID! code: ID! name: String kind: Kind! records: [Record!]! }
      type Record @key(fields: "jurisdiction id", resolvable: false) { jurisdiction: String! id: ID! }`,
    resolvers: {
      Query: { notice: () => world.notice, persons: () => world.persons },
      Person: { code: ({ id }: { id: string }) => `code of ${id}` },
    },
  }),
  grades: answering({
    sdl: `${federationLink} type Person @key(fields: "code") { code: ID! grade: String }`,
    resolvers: { Person: { grade: ({ code }: { code: string }) => code } },
  }),
  scores: answering({
    sdl: `${federationLink} type Person @key(fields: "id") { id: ID! score: Int holder: String }`,
    resolvers: {
      Person: {
        __resolveReference: (person: { id: string }) =>
          isHanging ? new Promise(() => undefined) : { ...person, score: world.score, holder: person.id },
      },
    },
  }),
  records: record,
  keepers: answering({
    sdl: `${federationLink}
      type Query { motto: String! }
      type Keeper @key(fields: "id") { id: ID! name: String rank: Int }`,
    resolvers: {
      Query: { motto: () => world.notice },
      Keeper: {
        __resolveReference: ({ id }: { id: string }) => ({ id, name: world.keeper, rank: id.length }),
      },
    },
  }),
};

let folder: string;
let places: readonly ServedSubgraph[];
let fast: TestGateway;
let general: TestGateway;

beforeAll(async () => {
  world = PLAIN;
  spoil = (body) => body;
  folder = await mkdtemp(join(tmpdir(), 'tongban-fast-'));
  places = [await serveTestSubgraph(record), await serveTestSubgraph(record)];
  const partitions = join(folder, 'partitions.json');
  await writeFile(partitions, JSON.stringify({ records: { '43': places[0]?.url, '31': places[1]?.url } }));
  const settings = { partitions, logLevel: 'silent' };
  fast = await startTestGateway(federation, { ...settings, fastLane: true });
  general = await startTestGateway(federation, { ...settings, fastLane: false });
  // The general lane makes them known; endpoints tell what they offer meanwhile.
  for (const query of QUERIES) {
    expect(await ask(fast, query)).toEqual(await ask(general, query));
    const before = await outcome('fast');
    await vi.waitFor(async () => {
      await ask(fast, query);
      if ((await outcome('fast')) === before) throw new Error(`the general lane answers ${query}`);
    });
  }
});

beforeEach(() => {
  world = PLAIN;
  spoil = (body) => body;
});

afterAll(async () => {
  await Promise.all([fast?.close(), general?.close(), ...(places ?? []).map((place) => place.close())]);
  await rm(folder, { recursive: true });
});

it('answers every known operation without the general lane', async () => {
  for (const query of QUERIES) {
    const before = await outcome('fast');
    const answer = await ask(fast, query);

    expect(await outcome('fast'), query).toBe(before + 1);
    expect(answer, query).toEqual(await ask(general, query));
  }
});

it.each(Object.entries(spoils))('answers byte for byte as the general lane does: %s', async (_, change) => {
  await fc.assert(
    fc.asyncProperty(worlds, fc.constantFrom(...QUERIES), async (generated, query) => {
      world = generated;
      // Enough of what is whole between what is spoiled: else breakers open, and no lane is told anything any more.
      spoil = (body) => body;
      for (const gateway of [fast, fast, general, general]) await ask(gateway, query);
      spoil = change;
      const [[ours, ownCalls], [theirs, theirCalls]] = [
        await counted(fast, query),
        await counted(general, query),
      ];

      expect(ours).toEqual(theirs);
      expect(ownCalls).toBe(theirCalls);
    }),
    {
      numRuns: Number(process.env['GENERATED_RUNS'] ?? 12),
      seed: Number(process.env['GENERATED_SEED'] ?? 29),
    },
  );
});

it('takes answers as Apollo Server writes them, with a line feed at the end', async () => {
  spoil = (body) => `${body}\n`;
  for (const query of QUERIES) {
    const before = await outcome('fast');
    const answer = await ask(fast, query);

    expect(await outcome('fast'), query).toBe(before + 1);
    expect(answer, query).toEqual(await ask(general, query));
  }
});

it.each([{ no: true }, { no: false }, { no: null }, {}, { n: 1 }, { n: '1' }])(
  'answers with the variables %j as the general lane does',
  async (variables) => {
    for (const query of QUERIES.filter((text) => text.startsWith('query ('))) {
      for (let time = 0; time < 2; time += 1) {
        expect(await ask(fast, query, variables), query).toEqual(await ask(general, query, variables));
      }
    }
  },
);

it('keeps what was answered in time when the deadline passes', { timeout: 20_000 }, async () => {
  const query = '{ persons { name score } }';
  const settings = { logLevel: 'silent', deadlines: { requestMs: 1_000 } };
  const own = await startTestGateway(federation, settings);
  const other = await startTestGateway(federation, { ...settings, fastLane: false });
  try {
    for (const gateway of [own, own, own, other]) await ask(gateway, query);
    isHanging = true;
    const answers = await Promise.all([ask(own, query), ask(other, query)]);

    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.body).toContain('"name":"a"');
    expect(answers[0]?.body).toContain('DEADLINE_EXCEEDED');
  } finally {
    isHanging = false;
    await Promise.all([own.close(), other.close()]);
  }
});

it('gives the same bytes wherever an answer is cut on its way', async () => {
  const query = '{ persons { records { note keeper { name rank } months } name } motto }';
  const longest =
    '{"data":{"persons":[{"name":"a","records":[{"__typename":"Record","jurisdiction":"430000","id":"a"}]}]}}';
  await ask(fast, query);
  const expected = await ask(general, query);
  const before = await outcome('fast');
  try {
    for (cutAt = 0; cutAt <= longest.length; cutAt += 1) {
      expect(await ask(fast, query), `cut at ${cutAt}`).toEqual(expected);
    }
  } finally {
    cutAt = undefined;
  }

  expect((await outcome('fast')) - before).toBe(longest.length + 1);
});

async function counted(gateway: TestGateway, query: string): Promise<[unknown, number]> {
  const before = calls;
  return [await ask(gateway, query), calls - before];
}

async function ask(gateway: TestGateway, query: string, variables: object = {}) {
  const response = await gateway.post({ query, variables }, { 'x-request-id': 'r1' });
  const headers = Object.fromEntries([...response.headers].filter(([name]) => name !== 'date'));
  return { status: response.status, headers, body: await response.text() };
}

async function outcome(name: string): Promise<number> {
  const metrics = await (await fetch(`${fast.adminUrl}/metrics`)).text();
  return Number(
    new RegExp(`tongban_fast_lane_outcomes\\{outcome="${name}"\\} (\\d+)`).exec(metrics)?.[1] ?? 0,
  );
}
