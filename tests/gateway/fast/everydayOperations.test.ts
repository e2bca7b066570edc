import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'graphql';
import { expect, it } from 'vitest';
import { exampleTabs } from '../../../gateway/edge/playground/exampleTabs.ts';
import { explainOperation } from '../../../gateway/explain/explainOperation.ts';

const ROOT = new URL('../../../', import.meta.url);
const read = (path: string) => readFile(new URL(path, ROOT), 'utf8');

async function documentedOperations(): Promise<readonly string[]> {
  const pages = (await readdir(new URL('docs/', ROOT))).filter((name) => name.endsWith('.md'));
  const texts = await Promise.all(['README.md', ...pages.map((name) => `docs/${name}`)].map(read));
  return texts.flatMap((text) => [...text.matchAll(/```graphql\n(.*?)```/gs)].map(([, block = '']) => block));
}

it('every query of our own pages and playground is one for the fast lane', async () => {
  const supergraphSdl = await read('schema/supergraph.graphql');
  const texts = [
    ...exampleTabs({ tokens: {}, sampleHolders: [] }).map(({ query }) => query),
    ...(await documentedOperations()),
  ];
  const queries = texts.filter((text) => {
    const definitions = parse(text).definitions.filter((node) => node.kind === 'OperationDefinition');
    return definitions.length === 1 && definitions[0]?.operation === 'query';
  });
  expect(queries.length).toBeGreaterThan(14);

  for (const text of queries) {
    const explained = await explainOperation({ supergraphSdl, text });
    expect(explained.kind === 'planned' ? explained.lane : explained, text).toMatchObject({ lane: 'fast' });
  }
});
