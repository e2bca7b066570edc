import { printSchema } from 'graphql';
import { expect, it } from 'vitest';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { createGenerationBeside } from '../../../gateway/plan/createGenerationBeside.ts';
import { composeTest } from '../../support/composeTest.ts';

const sdl = composeTest([{ name: 'a', sdl: 'type Query { a: Int }', url: 'http://a.invalid/' }]);

it('builds the same as in one go, and others have a turn after each step', async () => {
  let turns = 0;
  let isOver = false;
  const others = () => {
    turns++;
    if (!isOver) setImmediate(others);
  };
  setImmediate(others);
  const { id, apiSchema, services } = await createGenerationBeside(sdl, 10);
  isOver = true;

  const atOnce = createGeneration(sdl, 10);
  expect([id, printSchema(apiSchema), services]).toEqual([
    atOnce.id,
    printSchema(atOnce.apiSchema),
    atOnce.services,
  ]);
  // Text, supergraph, what clients see, both as graphql-js has them, subgraphs, those of the planner, the planner.
  expect(turns).toBeGreaterThanOrEqual(8);
});

it('rejects what cannot be built', async () => {
  await expect(createGenerationBeside('type Query { a: Int }', 10)).rejects.toThrow();
  await expect(createGenerationBeside('type Query {', 10)).rejects.toThrow('Syntax Error');
});
