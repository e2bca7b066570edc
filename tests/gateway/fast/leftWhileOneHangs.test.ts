import { afterAll, beforeAll, expect, it } from 'vitest';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { fastFederation } from './fastFederation.ts';
import { plainWorld } from './plainWorld.ts';
import { type Lanes, startLanes } from './startLanes.ts';

const query = '{ persons { name score records { note } } motto }';
const asked: string[] = [];
let lanes: Lanes;
let isWrong = false;

/** The motto never comes, and one person's name is lost. */
const answering = (name: string, subgraph: TestSubgraph): TestSubgraph => ({
  ...subgraph,
  intercept: async ({ query: text }) => {
    if (!isWrong || text.includes('_service')) return;
    asked.push(name);
    if (text.includes('motto')) await new Promise(() => undefined);
  },
  answer: (answer, { query: text }) => {
    if (!isWrong || !text.includes('persons')) return answer;
    const lost = { message: 'geheim', path: ['persons', 0, 'name'], extensions: { code: 'NOT_FOUND' } };
    return { ...answer, errors: [lost] };
  },
});

beforeAll(async () => {
  const federation = fastFederation({ world: plainWorld, isHanging: false }, answering);
  lanes = await startLanes(federation, [query], { deadlines: { requestMs: 2_500, jurisdictionMs: 1_000 } });
});

afterAll(() => lanes?.close());

it('asks on, where a field of the root came with an error and another one hangs', async () => {
  const before = await lanes.count('answers');
  isWrong = true;
  const ours = await lanes.ask(lanes.fast, query);
  const ownCalls = asked.splice(0).sort();
  const theirs = await lanes.ask(lanes.general, query);

  expect(ours).toEqual(theirs);
  expect(JSON.parse(ours.body).errors.map(({ path }: { path: unknown }) => path)).toEqual([
    ['persons', 0, 'name'],
    ['motto'],
  ]);
  // Nor is anybody asked twice.
  expect(ownCalls).toEqual(asked.sort());
  expect(await lanes.count('answers')).toBe(before + 1);
});
