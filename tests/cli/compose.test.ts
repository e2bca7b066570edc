import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';

/** Compiled by `npm test` beforehand: a process starts in half the time. */
const MAIN = join(import.meta.dirname, '../../dist/cli/main.js');
const LINK = 'extend schema @link(url: "https://specs.apollo.dev/federation/v2.9", import: ["@key"])';
const PEOPLE = `${LINK} type Query { "本人" me: Holder } "持有人" type Holder @key(fields: "id") { id: ID! }`;

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-compose-'));
  await writeFile(join(folder, 'people.graphql'), PEOPLE);
});

afterEach(() => rm(folder, { recursive: true }));

async function compose(...args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, 'compose', ...args], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

it('writes the supergraph to stdout or, replacing what was there, to --out', async () => {
  const out = join(folder, 'out.graphqls');
  await writeFile(out, 'old');

  const toStdout = await compose('--subgraphs', folder);
  const toFile = await compose('--subgraphs', folder, '--out', out);

  expect(toStdout).toEqual({
    code: 0,
    stdout: expect.stringContaining('@join__graph(name: "people"'),
    stderr: '',
  });
  expect(toFile).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(await readFile(out, 'utf8')).toBe(toStdout.stdout);
  expect((await readdir(folder)).sort()).toEqual(['out.graphqls', 'people.graphql']);
});

it('checks the supergraph beside the subgraphs: absent, current, stale', async () => {
  const supergraph = join(folder, 'supergraph.graphql');
  const absent = await compose('--subgraphs', folder, '--check');
  await compose('--subgraphs', folder, '--out', supergraph);
  const current = await compose('--subgraphs', folder, '--check');
  await writeFile(join(folder, 'people.graphql'), PEOPLE.replace('id: ID! }', 'id: ID! name: String }'));
  const stale = await compose('--subgraphs', folder, '--check');

  expect(absent).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^tongban compose: .*supergraph\.graphql does not exist; run: .*\n$/),
  });
  expect(current).toEqual({ code: 0, stdout: '', stderr: '' });
  expect(stale).toEqual({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^tongban compose: .*supergraph\.graphql is stale; run: .*\n$/),
  });
});

it('gives each reason why subgraphs do not compose one line, and writes nothing', async () => {
  await writeFile(join(folder, 'cases.graphql'), 'type Query { me: String }');

  const result = await compose('--subgraphs', folder, '--out', join(folder, 'supergraph.graphql'));

  expect(result.code).toBe(1);
  expect(result.stderr.trimEnd().split('\n')).toEqual([
    expect.stringMatching(/^tongban compose: Type of field "Query\.me" is incompatible/),
    expect.stringMatching(/^tongban compose: Non-shareable field "Query\.me"/),
  ]);
  expect((await readdir(folder)).sort()).toEqual(['cases.graphql', 'people.graphql']);
});

it('names a rule that is broken although everything composes', async () => {
  const link = LINK.replace('"@key"', '"@key", "@composeDirective"');
  await writeFile(
    join(folder, 'funds.graphql'),
    `${link} @link(url: "https://specs.tongban.dev/partition/v1.0", import: ["@partition"]) @composeDirective(name: "@partition")
      directive @partition(by: String!) on OBJECT
      type Fund @key(fields: "jurisdiction") @partition(by: "jurisdiction") { jurisdiction: ID! office: String }`,
  );

  expect(await compose('--subgraphs', folder, '--check')).toEqual({
    code: 1,
    stdout: '',
    stderr:
      'tongban compose: funds: Fund.asOf: the entity does not say how old it is; declare asOf: DateTime [as-of]\n',
  });
});

it('asks others for no descriptions, and no Chinese in them', async () => {
  await writeFile(join(folder, 'people.graphql'), PEOPLE.replace('"持有人"', '').replace('本人', 'who asks'));

  expect(await compose('--subgraphs', folder)).toEqual({
    code: 0,
    stdout: expect.stringContaining('who asks'),
    stderr: '',
  });
});

it('names a missing folder and an impossible file in one line', async () => {
  const noFolder = await compose('--subgraphs', join(folder, 'gone'));
  const noOut = await compose('--subgraphs', folder, '--out', join(folder, 'gone/out.graphql'));

  expect(noFolder).toEqual({
    code: 1,
    stdout: '',
    stderr: `tongban: ${join(folder, 'gone')} cannot be read as a folder of subgraphs (ENOENT)\n`,
  });
  expect(noOut).toEqual({
    code: 1,
    stdout: '',
    stderr: `tongban: cannot write ${join(folder, 'gone/out.graphql')}: ENOENT: no such file or directory\n`,
  });
});

it("finds this project's own supergraph current", async () => {
  expect(await compose('--check')).toEqual({ code: 0, stdout: '', stderr: '' });
});
