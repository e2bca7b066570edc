import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-commands-'));
  await writeFile(join(folder, 'broken.yaml'), '{');
  await writeFile(join(folder, 'empty.yaml'), '{}');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function tongban(line: string, env: NodeJS.ProcessEnv = {}) {
  const child = spawn(process.execPath, [PROGRAM, ...line.split(' ').filter((word) => word !== '')], {
    cwd: folder,
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

it.each([
  '',
  'start',
  'gateway',
  'subgraph',
  'sandbox',
  'sandbox systems',
  'sandbox fault',
  'sandbox fault clear',
  'catalog',
  'catalog import',
  'compose',
  'token',
])('explains itself: %s --help', async (command) => {
  const { code, stdout, stderr } = await tongban(`${command} --help`);

  expect(stdout).toMatch(new RegExp(`^Usage: ${`tongban ${command}`.trim()} `));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it.each([
  ['sing', "error: unknown command 'sing'"],
  ['start --loud', "error: unknown option '--loud'"],
  ['start --port http', "error: option '--port <n>' argument 'http' is invalid. must be a port, 0 to 65535"],
  [
    'start --port 65536',
    "error: option '--port <n>' argument '65536' is invalid. must be a port, 0 to 65535",
  ],
  ['start now', "error: too many arguments for 'start'. Expected 0 arguments but got 1."],
  ['gateway --supergraph', "error: option '--supergraph <file>' argument missing"],
  ['gateway --config nowhere.yaml', 'tongban: nowhere.yaml: the configuration file cannot be read (ENOENT)'],
  ['subgraph people', "error: required option '--config <file>' not specified"],
  [
    'subgraph people --config nowhere.yaml',
    'tongban subgraph: the configuration nowhere.yaml cannot be read',
  ],
  [
    'subgraph people --config broken.yaml',
    'tongban subgraph: the configuration broken.yaml is neither YAML nor JSON',
  ],
  [
    'subgraph catalog --config empty.yaml',
    'tongban subgraph: the configuration of catalog is not valid: databaseUrl: Invalid input: expected string, received undefined; contextKey: Invalid input',
  ],
  [
    'subgraph police --config empty.yaml',
    'tongban subgraph: there is no subgraph "police"; known are catalog, people, public-security, social-insurance, housing-fund',
  ],
  ['compose --subgraphs nowhere', "tongban: ENOENT: no such file or directory, scandir 'nowhere'"],
  [
    'compose --out nowhere/s.graphql',
    'tongban: cannot write nowhere/s.graphql: ENOENT: no such file or directory',
  ],
  ['token', "error: missing required argument 'subject'"],
  ['token demo-clerk', 'tongban: nothing was started on .tongban; run tongban start, or give --data'],
  [
    'token demo-clerk --hours 0',
    "error: option '--hours <n>' argument '0' is invalid. must be more than 0 and at most 720",
  ],
  ['sandbox systems', 'tongban: no sandbox was started on .tongban; start one, or give --admin'],
  ['sandbox systems --admin http://127.0.0.1:1', 'tongban: no sandbox answers at http://127.0.0.1:1'],
  ['sandbox fault police hang', 'tongban: a system is named like housing-fund/430700'],
])('refuses with one line: %s', async (command, line) => {
  expect(await tongban(command)).toEqual({ code: 1, stdout: '', stderr: `${line}\n` });
});

it('gives people the database of the environment before that of the file', async () => {
  const command = 'subgraph people --config empty.yaml';
  const without = await tongban(command);
  const given = await tongban(command, { DATABASE_URL: 'postgres://127.0.0.1:1/people' });

  expect(without.stderr).toContain('configuration of people is not valid: databaseUrl: ');
  expect(given.stderr).toContain('configuration of people is not valid: vaultKey: ');
  expect(given.stderr).not.toContain('databaseUrl');
});
