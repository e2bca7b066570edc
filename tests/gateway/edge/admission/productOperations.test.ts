import { readdir, readFile } from 'node:fs/promises';
import { buildASTSchema, getIntrospectionQuery, parse } from 'graphql';
import { expect, it } from 'vitest';
import { Admission } from '../../../../gateway/edge/admission/Admission.ts';
import { edgeLimits } from '../../../../gateway/edge/edgeLimits.ts';
import { exampleTabs } from '../../../../gateway/edge/playground/exampleTabs.ts';
import { openGate } from './openGate.ts';

const ROOT = new URL('../../../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, ROOT), 'utf8');

const schema = buildASTSchema(parse(await read('schema/supergraph.graphql')), {
  assumeValid: true,
  assumeValidSDL: true,
});
const admission = new Admission({
  limits: edgeLimits.parse({}),
  documents: openGate(),
  schema: () => schema,
  rates: null,
});

async function documentedOperations(): Promise<readonly string[]> {
  const pages = (await readdir(new URL('docs/', ROOT))).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(['README.md', ...pages.map((name) => `docs/${name}`)].map(read));
  return texts.flatMap((text) => [...text.matchAll(/```graphql\n(.*?)```/gs)].map(([, block = '']) => block));
}

it('the operations of our own pages and playground cost a hundredth of what is allowed at most', async () => {
  const operations = [
    ...exampleTabs({ tokens: {}, sampleHolders: [] }).map(({ query, variables }) => ({
      query,
      variables: JSON.parse(variables ?? '{}'),
    })),
    ...(await documentedOperations()).map((query) => ({ query, variables: {} })),
  ].filter(({ query }) => parse(query).definitions.every((node) => 'selectionSet' in node));
  expect(operations.length).toBeGreaterThan(18);

  for (const { query, variables } of operations) {
    for (const operationName of operationsOf(query)) {
      const { cost } = await admission.admit(
        { query, variables, documentId: undefined, operationName },
        null,
      );
      expect(cost, query).toBeLessThan(edgeLimits.parse({}).cost / 100);
    }
  }
});

const operationsOf = (query: string): readonly (string | undefined)[] =>
  parse(query).definitions.flatMap((node) => (node.kind === 'OperationDefinition' ? [node.name?.value] : []));

it('the introspection of usual tools is admitted', async () => {
  const query = getIntrospectionQuery({ inputValueDeprecation: true, oneOf: true, schemaDescription: true });
  const asked = { query, variables: {}, documentId: undefined, operationName: undefined };

  expect((await admission.admit(asked, null)).cost).toBeLessThan(100);
});

it('a connection costs what it is asked for', async () => {
  const costOf = async (query: string, variables = {}) =>
    (await admission.admit({ query, variables, documentId: undefined, operationName: undefined }, null)).cost;

  expect(await costOf('{ serviceItems { nodes { code } } }')).toBe(51);
  expect(await costOf('query ($n: Int) { serviceItems(first: $n) { nodes { code } } }', { n: 200 })).toBe(
    201,
  );
  expect(await costOf('{ workList(division: "43", first: 3) { edges { node { id } } } }')).toBe(7);
});
