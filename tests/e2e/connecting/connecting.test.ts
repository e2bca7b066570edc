import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type DocumentBlock, readBlocks } from '../../docs/support/readBlocks.ts';
import { findFreePort } from '../../support/findFreePort.ts';
import { startOwnStack } from '../../support/startOwnStack.ts';
import type { StartedStack } from '../../support/startStack.ts';
import { withPostgres } from '../../support/withPostgres.ts';

const PROGRAM = fileURLToPath(new URL('../../../dist/cli/main.js', import.meta.url));

/** As the text writes it. */
const DATABASE_URL = 'postgres://postgres:tongban@127.0.0.1:5432/tongban';

const postgres = withPostgres();
let databaseUrl: string;
let stack: StartedStack;
let folder: string;
let port: number;
let secondPort: number;
const servers: ChildProcess[] = [];

beforeAll(async () => {
  databaseUrl = await postgres.createDatabase();
  stack = await startOwnStack({ DATABASE_URL: databaseUrl });
  folder = await mkdtemp(join(tmpdir(), 'tongban-connecting-'));
  await symlink(stack.folder, join(folder, '.tongban'));
  // `npx tongban …` as in the text, without the registry.
  await writeFile(join(folder, 'npx'), `#!/bin/sh\nshift\nexec ${process.execPath} ${PROGRAM} "$@"\n`);
  await chmod(join(folder, 'npx'), 0o755);
  port = await findFreePort();
  secondPort = await findFreePort();
});
afterAll(async () => {
  for (const server of servers) await stopServer(server);
  await stack?.stop();
  await rm(folder, { recursive: true, force: true });
});

/** Commands of the text as a reader types them, at this test's ports. */
function shell(commands: string): ChildProcess {
  const here = commands
    .replaceAll(DATABASE_URL, databaseUrl)
    .replaceAll('4101', String(port))
    .replaceAll('4102', String(secondPort))
    .replaceAll('http://127.0.0.1:4000', stack.gateway);
  return spawn('sh', ['-ec', here], {
    cwd: folder,
    env: { ...process.env, PATH: `${folder}:${process.env['PATH']}`, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

async function run(commands: string) {
  const child = shell(commands);
  if (child.stdout === null || child.stderr === null) throw new Error('no streams');
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code, stdout, stderr };
}

/** Runs commands that serve until they are stopped; settles when they say so. */
async function serve(commands: string): Promise<string> {
  const child = shell(`exec ${commands}`);
  servers.push(child);
  let output = '';
  for await (const chunk of child.stdout ?? []) {
    output += String(chunk);
    if (output.includes('serves at')) break;
  }
  return output;
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const closed = once(child, 'exit');
  child.kill('SIGTERM');
  await closed;
}

/** Every line of what the text shows stands in what was printed, at whatever port and in whatever time. */
function expectShown(printed: string, shown: string): void {
  const readable = printed.replaceAll(String(port), '4101').replaceAll(String(secondPort), '4102');
  for (const line of shown.split('\n').filter((candidate) => candidate.trim() !== '')) {
    expect(readable).toContain(line);
  }
}

it('does what docs/connecting-a-place.md says, step by step', async () => {
  const blocks = (await readBlocks('connecting-a-place.md')).filter(({ language }) =>
    /^(sh|text)\b/.test(language),
  );
  const steps = blocks.filter(({ language }) => language.startsWith('sh'));

  expect(steps).toHaveLength(12);
  for (const step of steps) {
    const shown = shownAfter(blocks, step);
    if (step.language === 'sh server') {
      expectShown(await serve(step.text.trim()), shown);
      continue;
    }
    const { code, stdout, stderr } = await run(step.text);
    expect({ step: step.text, code, stderr }).toEqual({
      step: step.text,
      code: step.language === 'sh fails' ? 1 : 0,
      stderr: '',
    });
    expectShown(stdout, shown);
  }
});

function shownAfter(blocks: readonly DocumentBlock[], step: DocumentBlock): string {
  const next = blocks[blocks.indexOf(step) + 1];
  return next?.language === 'text' ? next.text : '';
}
