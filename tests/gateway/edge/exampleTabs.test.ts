import { readFile } from 'node:fs/promises';
import { Supergraph } from '@apollo/federation-internals';
import { buildSchema, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { answeredTabs } from '../../../gateway/edge/playground/answeredTabs.ts';
import { exampleTabs } from '../../../gateway/edge/playground/exampleTabs.ts';

const SUPERGRAPH = new URL('../../../schema/supergraph.graphql', import.meta.url);

const ourSchema = async () =>
  Supergraph.build(await readFile(SUPERGRAPH, 'utf8'))
    .apiSchema()
    .toGraphQLJSSchema();

it('every example tab of the playground is valid for the schema', async () => {
  const schema = await ourSchema();
  const tabs = exampleTabs({ tokens: {}, sampleHolders: [] });

  expect(tabs.length).toBe(15);
  expect(tabs.flatMap(({ query }) => validate(schema, parse(query)))).toEqual([]);
});

it('the playground of our supergraph shows all of them, that of another one none', async () => {
  const settings = { tokens: { citizen: 'abc' }, sampleHolders: ['h-1'] };
  const foreign = buildSchema('type Query { me: Me } type Me { name: String }');

  expect(answeredTabs(settings, await ourSchema())).toEqual(exampleTabs(settings));
  expect(answeredTabs(settings, foreign)).toEqual([]);
});
