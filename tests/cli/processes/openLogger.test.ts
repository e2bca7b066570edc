import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPrograms } from './support/buildPrograms.ts';
import { TestProgram } from './support/TestProgram.ts';

let programs: Awaited<ReturnType<typeof buildPrograms>>;
const started: TestProgram[] = [];

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(async () => {
  for (const program of started) await program.end();
  await programs.remove();
});

async function startLogging(): Promise<TestProgram> {
  const program = new TestProgram({ file: join(programs.folder, 'logging.js') });
  started.push(program);
  await program.waitFor(/ready/);
  return program;
}

it('writes the lines of the last moment', async () => {
  const program = await startLogging();

  program.kill('SIGTERM');

  expect(await program.exit()).toBe(0);
  await program.waitFor(/the database is gone[\s\S]*ended by hand/);
});

it('does not keep a process whose last line nobody reads any more', async () => {
  const program = await startLogging();

  program.readNoMore();
  program.kill('SIGTERM');

  expect(await program.exit()).toBe(0);
});
