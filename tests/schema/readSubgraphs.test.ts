import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readSubgraphs } from '../../schema/readSubgraphs.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-sdl-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('reads every subgraph in order of name and leaves the supergraph out', async () => {
  await writeFile(join(folder, 'people.graphql'), 'type Holder { id: ID! } # 持有人');
  await writeFile(join(folder, 'housing-fund.graphql'), 'type Loan { id: ID! }');
  await writeFile(join(folder, 'supergraph.graphql'), 'schema { query: Query }');
  await writeFile(join(folder, 'notes.txt'), 'no subgraph');

  expect(await readSubgraphs(folder)).toEqual([
    { name: 'housing-fund', sdl: 'type Loan { id: ID! }', url: 'http://tongban.invalid/housing-fund' },
    { name: 'people', sdl: 'type Holder { id: ID! } # 持有人', url: 'http://tongban.invalid/people' },
  ]);
});

it('reads the sections of a subgraph behind it', async () => {
  await writeFile(join(folder, 'cases.typed.graphql'), 'extend type Query { b: ID }');
  await writeFile(join(folder, 'cases.graphql'), 'type Query { a: ID }');

  expect(await readSubgraphs(folder)).toEqual([
    {
      name: 'cases',
      sdl: 'type Query { a: ID }\nextend type Query { b: ID }',
      url: 'http://tongban.invalid/cases',
    },
  ]);
});

it('refuses a file name that is no subgraph name', async () => {
  await writeFile(join(folder, 'Housing Fund.graphql'), '');

  await expect(readSubgraphs(folder)).rejects.toThrow(/Housing Fund\.graphql is no subgraph name/);
});

it('refuses a folder without subgraphs, and one that does not exist', async () => {
  await expect(readSubgraphs(folder)).rejects.toThrow(`no subgraph (*.graphql) lies in ${folder}`);
  await expect(readSubgraphs(join(folder, 'gone'))).rejects.toThrow(
    /gone cannot be read as a folder of subgraphs \(ENOENT\)$/,
  );
});

it('names a folder that lies in the place of a subgraph', async () => {
  await mkdir(join(folder, 'people.graphql'));

  await expect(readSubgraphs(folder)).rejects.toThrow(
    /people\.graphql cannot be read as a subgraph \(EISDIR\)$/,
  );
});
