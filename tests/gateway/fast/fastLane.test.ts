import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestGateway, type TestGateway } from '../edge/support/startTestGateway.ts';
import { fastFederation } from './fastFederation.ts';
import { fastQueries } from './fastQueries.ts';
import { plainWorld } from './plainWorld.ts';
import { spoilAnswers } from './spoilAnswers.ts';
import { type Spoil, spoils } from './spoils.ts';
import { type Lanes, startLanes } from './startLanes.ts';
import { worlds } from './worlds.ts';

const state = { world: plainWorld, isHanging: false };
let spoil: Spoil = (body) => body;
let calls = 0;
/** Where answers are cut in two on their way; default: in the middle. */
let cutAt: number | undefined;

const answering = (_: string, subgraph: TestSubgraph): TestSubgraph =>
  spoilAnswers(
    subgraph,
    () => spoil,
    () => {
      calls += 1;
    },
    () => cutAt,
  );

const federation = fastFederation(state, answering);

let lanes: Lanes;
let fast: TestGateway;
let general: TestGateway;
let ask: Lanes['ask'];
let outcome: Lanes['count'];

beforeAll(async () => {
  lanes = await startLanes(federation, fastQueries);
  ({ fast, general, ask, count: outcome } = lanes);
});

beforeEach(() => {
  state.world = plainWorld;
  spoil = (body) => body;
});

afterAll(() => lanes?.close());

it('answers every known operation without the general lane', async () => {
  for (const query of fastQueries) {
    const before = await outcome('fast');
    const answer = await ask(fast, query);

    expect(await outcome('fast'), query).toBe(before + 1);
    expect(answer, query).toEqual(await ask(general, query));
  }
});

it.each(Object.entries(spoils))('answers byte for byte as the general lane does: %s', async (_, change) => {
  await fc.assert(
    fc.asyncProperty(worlds, fc.constantFrom(...fastQueries), async (generated, query) => {
      state.world = generated;
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
  for (const query of fastQueries) {
    const before = await outcome('fast');
    const answer = await ask(fast, query);

    expect(await outcome('fast'), query).toBe(before + 1);
    expect(answer, query).toEqual(await ask(general, query));
  }
});

it.each([{ no: true }, { no: false }, { no: null }, {}, { n: 1 }, { n: '1' }])(
  'answers with the variables %j as the general lane does',
  async (variables) => {
    for (const query of fastQueries.filter((text) => text.startsWith('query ('))) {
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
    state.isHanging = true;
    const answers = await Promise.all([ask(own, query), ask(other, query)]);

    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]?.body).toContain('"name":"a"');
    expect(answers[0]?.body).toContain('DEADLINE_EXCEEDED');
  } finally {
    state.isHanging = false;
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
