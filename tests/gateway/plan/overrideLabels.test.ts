import { parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const supergraph = composeTest([
  {
    name: 'old',
    sdl: `${federationLink} type Query { bill: Bill } type Bill @key(fields: "id") { id: ID! sum: Int tax: Int due: Int }`,
  },
  {
    name: 'new',
    sdl: `${federationLink} type Bill @key(fields: "id") { id: ID!
      sum: Int @override(from: "old", label: "percent(20)") tax: Int @override(from: "old", label: "percent(60.5)")
      due: Int @override(from: "old", label: "moved") }`,
  },
]);
const source = '{ bill { sum tax due } }';

function prepareWith(draws: readonly number[], on: readonly string[] = []) {
  const open = [...draws];
  const generation = createGeneration(supergraph, 10, { on, draw: () => open.shift() ?? Number.NaN });
  /** What the new subgraph is asked for. */
  const ask = async (text = source) => {
    const { plan } = await generation.prepare(parse(text), text, undefined);
    const sent = plan.fetches.filter(({ service }) => service === 'new').map(({ query }) => query);
    return ['sum', 'tax', 'due'].filter((field) => sent.some((query) => query.includes(field)));
  };
  return { generation, ask };
}

describe('labels of @override', () => {
  it('that are percentages are drawn once for each request, and plans are kept apart and found again', async () => {
    const { generation, ask } = prepareWith([19.9, 20, 60.4, 60.5, 99, 0]);

    expect([await ask(), await ask(), await ask(), await ask(), await ask(), await ask()]).toEqual([
      ['sum', 'tax'],
      ['tax'],
      ['tax'],
      [],
      [],
      ['sum', 'tax'],
    ]);
    expect(generation.cacheStatistics).toEqual({ hits: 3, misses: 3, size: 3 });
  });

  it('that have names hold where the configuration names them, and nowhere else', async () => {
    expect(await prepareWith([70], ['moved', 'percent(20)', 'unknown']).ask()).toEqual(['sum', 'due']);
    expect(await prepareWith([70], ['unknown']).ask()).toEqual([]);
  });

  it('that are all or nothing need no draw, and leave every request like the next', async () => {
    const ended = supergraph
      .replaceAll('percent(20)', 'percent(100)')
      .replaceAll('percent(60.5)', 'percent(0)');
    const draw = () => expect.fail('nothing is left to chance');
    const generation = createGeneration(ended, 10, { draw });

    const { plan } = await generation.prepare(parse('{ bill { sum } }'), '1', undefined);
    const other = await generation.prepare(parse('{ bill { tax } }'), '2', undefined);

    expect(generation.isUniform).toBe(true);
    expect(plan.fetches.map(({ service }) => service)).toEqual(['old', 'new']);
    expect(other.plan.fetches.map(({ service }) => service)).toEqual(['old']);
  });

  it('decide behind a union too, of which subgraphs know different members', async () => {
    const uneven = composeTest([
      {
        name: 'old',
        sdl: `${federationLink} type Query { any: Any } union Any = Bill
          type Bill @key(fields: "id") { id: ID! sum: Int }`,
      },
      {
        name: 'new',
        sdl: `${federationLink} type Query { other: Any } union Any = Bill | Note type Note { text: String }
          type Bill @key(fields: "id") { id: ID! sum: Int @override(from: "old", label: "moved") }`,
      },
    ]);
    const { prepare } = createGeneration(uneven, 10, { on: ['moved'] });
    const text = '{ any { ... on Bill { sum } } }';

    const { plan } = await prepare(parse(text), text, undefined);

    expect(plan.fetches.map(({ service, query }) => [service, query.includes('sum')])).toEqual([
      ['old', false],
      ['new', true],
    ]);
  });

  it('fall as often as they say', async () => {
    const { prepare } = createGeneration(supergraph, 10);
    let count = 0;
    for (let request = 0; request < 2_000; request++) {
      const { plan } = await prepare(parse('{ bill { sum } }'), '{ bill { sum } }', undefined);
      if (plan.fetches.some(({ service }) => service === 'new')) count++;
    }

    // 20 % of 2,000, six standard deviations to either side.
    expect(count).toBeGreaterThan(293);
    expect(count).toBeLessThan(507);
  });
});
