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
  const ofMine = { mode: 0o600 };
  await writeFile(join(folder, 'broken.yaml'), '{', ofMine);
  await writeFile(join(folder, 'empty.yaml'), '{}', ofMine);
  await writeFile(join(folder, 'person.yaml'), '{ number: "1", name: n }', { mode: 0o644 });
  await writeFile(join(folder, 'place.yaml'), server('430700', 'pinyin-rest'), ofMine);
  await writeFile(join(folder, 'tables.yaml'), server('430000', 'exchange-table'), ofMine);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A server's configuration with one place that cannot be reached. */
function server(jurisdiction: string, dialect: string): string {
  const key = { master: Buffer.alloc(32, 1).toString('base64') };
  const places = [{ jurisdiction, dialect, url: 'http://127.0.0.1:1' }];
  return JSON.stringify({ contextKey: key, identityKeys: key, places });
}

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

it.concurrent.each([
  '',
  'start',
  'gateway',
  'subgraph',
  'worker',
  'sandbox',
  'sandbox systems',
  'sandbox fault',
  'sandbox fault clear',
  'inbox',
  'inbox list',
  'catalog',
  'catalog import',
  'doctor',
  'conform',
  'compose',
  'token',
])('explains itself: %s --help', async (command) => {
  const { code, stdout, stderr } = await tongban(`${command} --help`);

  expect(stdout).toMatch(new RegExp(`^Usage: ${`tongban ${command}`.trim()} `));
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
});

it.concurrent.each([
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
    'tongban subgraph: the configuration nowhere.yaml cannot be read: there is no such file',
  ],
  [
    'subgraph people --config broken.yaml',
    'tongban subgraph: the configuration broken.yaml is neither YAML nor JSON at line 1',
  ],
  [
    'subgraph catalog --config empty.yaml',
    'tongban subgraph: the configuration of catalog is not valid: databaseUrl is missing; contextKey is missing',
  ],
  [
    'subgraph police --config empty.yaml',
    'tongban subgraph: there is no subgraph "police"; known are catalog, people, cases, public-security, social-insurance, housing-fund',
  ],
  ['inbox list housing-fund', "error: required option '--config <file>' not specified"],
  [
    'inbox list housing-fund --config nowhere.yaml',
    'tongban: the configuration nowhere.yaml cannot be read: there is no such file',
  ],
  [
    'inbox list housing-fund --config some.yaml --limit 0',
    "error: option '--limit <n>' argument '0' is invalid. must be 1 to 10000",
  ],
  ['doctor', "error: required option '--division <code>' not specified"],
  [
    'doctor --division 4',
    `error: option '--division <code>' argument '4' is invalid. not a division code of 2, 4, 6, 9 or 12 digits: "4"`,
  ],
  [
    'doctor --division 999999',
    `error: option '--division <code>' argument '999999' is invalid. no province has the first two digits of "999999"`,
  ],
  ['worker', "error: required option '--config <file>' not specified"],
  [
    'worker --config empty.yaml',
    'tongban worker: the configuration of the worker is not valid: databaseUrl is missing; caseKey is missing; contextKey is missing; services is missing; partitions is missing',
  ],
  [
    'doctor --division 43 --department police',
    "error: option '--department <name>' argument 'police' is invalid. Allowed choices are public-security, social-insurance, housing-fund.",
  ],
  [
    'doctor --division 4307',
    "tongban: nothing runs on .tongban; run tongban start, or give --data or the servers' --config",
  ],
  [
    'doctor --division 4307 --config nowhere.yaml',
    'tongban: the configuration nowhere.yaml cannot be read: there is no such file',
  ],
  ['doctor --division 11 --config place.yaml', 'tongban: no place in these configurations serves 110000'],
  [
    'doctor --division 43 --config tables.yaml',
    'tongban: tables.yaml: social-insurance and housing-fund have its dialects; say whose it is with --department',
  ],
  [
    'doctor --division 43 --config empty.yaml',
    'tongban: the configuration of empty.yaml is not valid: places is missing; contextKey is missing; identityKeys is missing',
  ],
  ['conform', "error: missing required argument 'url'"],
  [
    'conform ftp://x',
    "error: command-argument value 'ftp://x' is invalid for argument 'url'. must be an http or https URL",
  ],
  [
    'conform http://127.0.0.1:1/graphql',
    'tongban: the URL does not end in /CODE/graphql, such as /4307/graphql; say --jurisdiction',
  ],
  [
    'conform http://127.0.0.1:1/43/graphql',
    'tongban: nothing was started on .tongban; give --config or --data',
  ],
  [
    'conform http://127.0.0.1:1/43/graphql --config place.yaml',
    "tongban: the URL's path (or --jurisdiction) names 430000, and place.yaml has 430700: correct one of them",
  ],
  [
    'conform http://127.0.0.1:1/4307/graphql --config place.yaml --person person.yaml',
    'tongban: person.yaml holds personal data and may be read by others: chmod 600 person.yaml',
  ],
  [
    'conform http://127.0.0.1:2/4307/graphql --config place.yaml',
    'tongban: http://127.0.0.1:2/4307/graphql: accepts no context signed with these keys, or does not answer (no answer (ECONNREFUSED))',
  ],
  ['compose --subgraphs nowhere', 'tongban: nowhere cannot be read as a folder of subgraphs (ENOENT)'],
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
  ['sandbox systems', 'tongban: no sandbox was started on .tongban; start one, or give --data or --admin'],
  ['sandbox systems --admin http://127.0.0.1:1', 'tongban: no sandbox answers at http://127.0.0.1:1'],
  ['sandbox fault police hang', 'tongban: a system is named like housing-fund/430700'],
])('refuses with one line: %s', async (command, line) => {
  expect(await tongban(command)).toEqual({ code: 1, stdout: '', stderr: `${line}\n` });
});

it('gives people the database of the environment before that of the file', async () => {
  const command = 'subgraph people --config empty.yaml';
  const without = await tongban(command);
  const given = await tongban(command, { DATABASE_URL: 'postgres://127.0.0.1:1/people' });

  expect(without.stderr).toContain('configuration of people is not valid: databaseUrl is missing');
  expect(given.stderr).toContain('configuration of people is not valid: vaultKey is missing');
  expect(given.stderr).not.toContain('databaseUrl');
});
