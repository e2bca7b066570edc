import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { composeTest } from '../../support/composeTest.ts';
import { federationLink } from '../../support/federationLink.ts';

const key = '@key(fields: "id")';

/** Five subgraphs add one field to an interface of so many types. */
function supergraphOf(types: number): string {
  const names = Array.from({ length: types }, (_, at) => `T${at}`);
  return composeTest([
    {
      name: 'own',
      sdl: `${federationLink} type Query { node: Node } interface Node ${key} { id: ID! }
        ${names.map((name) => `type ${name} implements Node ${key} { id: ID! }`).join(' ')}`,
    },
    ...['a', 'b', 'c', 'd', 'e'].map((name) => ({
      name,
      sdl: `${federationLink} type Node @interfaceObject ${key} { id: ID! next: Node @shareable }`,
    })),
  ]);
}

async function plan(types: number, query: string) {
  const generation = createGeneration(supergraphOf(types), 10);
  return (await generation.prepare(parse(query), query, undefined)).plan.fetches.length;
}

it('refuses what would be combined in more ways than memory holds', async () => {
  // 5²⁵ of them the planner could not even begin to make; 5¹¹ had not ended after minutes.
  const planning = plan(25, '{ node { next { next { id } } } }');

  await expect(planning).rejects.toMatchObject({ code: 'OPERATION_TOO_COSTLY' });
});

it.each([
  [5, '{ node { next { next { id } } } }'],
  [25, '{ node { id } }'],
])('plans for %i types: %s', async (types, query) => {
  expect(await plan(types, query)).toBeGreaterThan(0);
});
