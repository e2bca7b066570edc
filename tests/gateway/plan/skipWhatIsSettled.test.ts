import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const key = '@key(fields: "id")';
const generation = createGeneration(
  composeTest([
    { name: 'start', sdl: `${federationLink} type Query { t: T } type T ${key} { id: ID! }` },
    { name: 'one', sdl: `${federationLink} type T ${key} { id: ID! x: Int }` },
    { name: 'other', sdl: `${federationLink} type T ${key} { id: ID! y: Int }` },
    {
      name: 'next',
      sdl: `${federationLink} type T ${key} {
        id: ID! x: Int @external y: Int @external next: T @requires(fields: "x y")
      }`,
    },
  ]),
  10,
);

/** Of `{ t { next { … { id } } } }`. */
async function planOf(levels: number, condition: string) {
  const query = `query ($is: Boolean!) { t ${condition} { ${'next { '.repeat(levels)}id${' }'.repeat(levels)} } }`;
  return (await generation.prepare(parse(query), query, undefined)).plan;
}

// By the number of ways it would take minutes, and with 50 levels years.
it.each(['', '@include(if: $is)'])(
  'plans many levels that each wait for two subgraphs (%s)',
  async (condition) => {
    const services = (await planOf(50, condition)).fetches.map(({ service }) => service);

    expect(services.slice(0, 4).sort()).toEqual(['next', 'one', 'other', 'start']);
    expect(services).toHaveLength(1 + 3 * 50);
  },
);
