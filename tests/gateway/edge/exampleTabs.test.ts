import { readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { exampleTabs } from '../../../gateway/edge/playground/exampleTabs.ts';

const SUPERGRAPH = new URL('../../../schema/supergraph.graphql', import.meta.url);

it('every example tab of the playground is valid for the schema', async () => {
  const schema = Supergraph.build(await readFile(SUPERGRAPH, 'utf8'))
    .apiSchema()
    .toGraphQLJSSchema();
  const tabs = exampleTabs({ tokens: {}, sampleHolders: [] });

  expect(tabs.length).toBe(15);
  expect(tabs.flatMap(({ query }) => validate(schema, parse(query)))).toEqual([]);
});
