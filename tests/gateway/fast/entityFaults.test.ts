import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { type EntityFault, entityFaults } from './entityFaults.ts';
import { fastFederation } from './fastFederation.ts';
import { fastQueries } from './fastQueries.ts';
import { plainWorld } from './plainWorld.ts';
import { type Lanes, startLanes } from './startLanes.ts';
import { worlds } from './worlds.ts';

/** Where something goes wrong: one place's records, or a subgraph. */
const SUFFERERS = ['records in Hunan', 'scores', 'grades', 'keepers'] as const;
type Sufferer = (typeof SUFFERERS)[number];

const state = { world: plainWorld, isHanging: false };
let lanes: Lanes;
let fault: EntityFault | undefined;
let sufferers: readonly Sufferer[] = [];
let calls = 0;
/** Whether a field of the root is lost. */
let isMottoLost = false;

const isMeant = (name: string, host: string | undefined): boolean =>
  sufferers.some((sufferer) =>
    sufferer === 'records in Hunan' ? name === 'records' && host === lanes.hosts[0] : name === sufferer,
  );

const answering = (name: string, subgraph: TestSubgraph): TestSubgraph => ({
  ...subgraph,
  intercept: ({ query }, response, { headers }) => {
    if (query.includes('_service')) return;
    calls += 1;
    if (isMottoLost && query.includes('motto')) {
      response.writeHead(502).end('<h1>no</h1>');
      return;
    }
    const spoiler = fault;
    if (spoiler === undefined || !query.includes('_entities') || !isMeant(name, headers.host)) return;
    const end = response.end.bind(response);
    response.end = (body: unknown) => {
      response.end = end;
      response.removeHeader('content-type');
      spoiler(response, JSON.parse(String(body)));
      return response;
    };
  },
});

const federation = fastFederation(state, answering);
/** A place that is behind: not all fields are offered there. */
const old = {
  ...federation.records,
  sdl: federation.records.sdl.replace('months: Int base: Float ', ''),
};

beforeAll(async () => {
  lanes = await startLanes(federation, fastQueries, { shanghai: old, deadlines: { jurisdictionMs: 2_000 } });
});

beforeEach(() => {
  state.world = plainWorld;
  fault = undefined;
});

afterAll(() => lanes?.close());

it.each(Object.entries(entityFaults))(
  'says in the fast lane what the general one says, and splices the rest: %s',
  async (name, change) => {
    let faults = 0;
    await fc.assert(
      fc.asyncProperty(
        worlds,
        fc.constantFrom(...fastQueries),
        fc.subarray([...SUFFERERS], { minLength: 1 }),
        async (generated, query, who) => {
          state.world = generated;
          sufferers = who;
          fault = undefined;
          // Enough of what is whole between what is spoiled: else breakers open, and no lane is told anything any more.
          const isFast = await isAnsweredFast(query);
          for (const gateway of [lanes.fast, lanes.general, lanes.general]) await lanes.ask(gateway, query);
          fault = change;
          const before = await lanes.count('fast');
          const [ours, ownCalls] = await counted(lanes.fast, query);
          const [theirs, theirCalls] = await counted(lanes.general, query);

          expect(ours).toEqual(theirs);
          // Whether a closed connection is tried again depends on what was asked before.
          if (name !== 'the connection is closed') expect(ownCalls).toBe(theirCalls);
          // What may not be null takes more with it than itself.
          const isLeft = name === 'records that are not there' && query.includes('strict');
          if (isFast && !isLeft) expect((await lanes.count('fast')) - before, query).toBe(1);
          if (ours.body.startsWith('{"errors"')) faults += 1;
        },
      ),
      {
        numRuns: Number(process.env['GENERATED_RUNS'] ?? 6),
        seed: Number(process.env['GENERATED_SEED'] ?? 31),
      },
    );
    expect(faults).toBeGreaterThan(0);
  },
);

it('splices what others answered where one place hangs and another has no endpoint', async () => {
  const query = '{ persons { name records { jurisdiction note keeper { name } } score } }';
  const records = ['430000', '440000', '310000', '430000'].map((jurisdiction, id) => ({
    jurisdiction,
    id: `${id}`,
  }));
  state.world = { ...plainWorld, persons: [{ id: '1', name: '张三', kind: 'ONE', records }] };
  // Learnt of an answer that holds errors.
  await lanes.ask(lanes.fast, query);
  sufferers = ['records in Hunan'];
  fault = () => undefined;
  const before = await lanes.count('fast');
  const [ours, theirs] = await Promise.all([lanes.ask(lanes.fast, query), lanes.ask(lanes.general, query)]);

  expect(ours).toEqual(theirs);
  expect(JSON.parse(ours.body)).toMatchObject({
    data: {
      persons: [
        {
          name: '张三',
          records: [
            { jurisdiction: '430000', note: null, keeper: null },
            { jurisdiction: '440000', note: null, keeper: null },
            { jurisdiction: '310000', note: 'a', keeper: { name: '李四' } },
            { jurisdiction: '430000', note: null, keeper: null },
          ],
          score: 1,
        },
      ],
    },
    errors: [
      ['430000', 'JURISDICTION_TIMEOUT', 0],
      ['440000', 'JURISDICTION_NOT_CONNECTED', 1],
      ['430000', 'JURISDICTION_TIMEOUT', 3],
    ].map(([jurisdiction, code, index]) => ({
      path: ['persons', 0, 'records', index],
      extensions: { code, jurisdiction, fields: ['note', 'keeper'] },
    })),
  });
  expect(await lanes.count('fast')).toBe(before + 1);
});

it('asks nobody twice where it leaves a request after all', async () => {
  const query = '{ persons { strict { note months } name } }';
  const records = ['310000', '430000'].map((jurisdiction, id) => ({ jurisdiction, id: `${id}` }));
  await lanes.ask(lanes.fast, query);
  state.world = { ...plainWorld, persons: [{ id: '1', name: '张三', kind: 'ONE', records }] };
  sufferers = ['records in Hunan'];
  fault = entityFaults['records that are not there'];
  const before = await lanes.count('answers');
  const [ours, ownCalls] = await counted(lanes.fast, query);
  const [theirs, theirCalls] = await counted(lanes.general, query);

  expect(ours).toEqual(theirs);
  expect([ownCalls, theirCalls]).toEqual([3, 3]);
  expect(await lanes.count('answers')).toBe(before + 1);
});

it('passes on no text of a call that is said to be in another charset than it is read in', async () => {
  const query = '{ persons { name records { note keeper { name rank } months } score } motto }';
  await lanes.ask(lanes.fast, query);
  sufferers = ['keepers'];
  fault = entityFaults['another charset'];
  const [ours, theirs] = [await lanes.ask(lanes.fast, query), await lanes.ask(lanes.general, query)];

  expect(ours).toEqual(theirs);
  expect(JSON.parse(ours.body)).toMatchObject({
    data: { persons: [{ records: [{ note: 'a', keeper: { name: null, rank: null } }] }] },
    errors: [{ path: ['persons', 0, 'records', 0, 'keeper'], extensions: { code: 'BAD_ENCODING' } }],
  });
});

it('asks on beside what it leaves a request for, while one subgraph hangs', { timeout: 20_000 }, async () => {
  const query = '{ persons { name records { note keeper { name rank } months } score } motto }';
  await lanes.ask(lanes.fast, query);
  sufferers = ['records in Hunan', 'scores'];
  fault = entityFaults['a status with a page'];
  isMottoLost = true;
  state.isHanging = true;
  const records = ['430000', '310000'].map((jurisdiction, id) => ({ jurisdiction, id: `${id}` }));
  state.world = { ...plainWorld, persons: [{ id: '1', name: 'a', kind: 'ONE', records }] };
  const answers = await Promise.all([lanes.ask(lanes.fast, query), lanes.ask(lanes.general, query)]);
  [state.isHanging, isMottoLost] = [false, false];

  expect(answers[0]).toEqual(answers[1]);
  const codes = JSON.parse(answers[0].body).errors.map(
    ({ extensions }: { extensions: { code: string } }) => extensions.code,
  );
  expect(codes).toEqual([
    'DEADLINE_EXCEEDED',
    'JURISDICTION_BAD_RESPONSE',
    'NOT_OFFERED',
    'JURISDICTION_UNAVAILABLE',
  ]);
});

async function isAnsweredFast(query: string): Promise<boolean> {
  const before = await lanes.count('fast');
  await lanes.ask(lanes.fast, query);
  return (await lanes.count('fast')) > before;
}

async function counted(gateway: Lanes['fast'], query: string) {
  const before = calls;
  return [await lanes.ask(gateway, query), calls - before] as const;
}
