import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPrograms } from './support/buildPrograms.ts';
import { TestProgram } from './support/TestProgram.ts';

let programs: Awaited<ReturnType<typeof buildPrograms>>;

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

const run = (behaviour?: string) =>
  new TestProgram({ file: join(programs.folder, 'single.js'), input: { behaviour } });

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('exits with 0 after a clean end on %s', async (signal) => {
  const program = run();
  await program.waitFor(/serving/);

  program.kill(signal);

  expect(await program.exit()).toBe(0);
  expect(program.output).toBe('serving\nclosed\n');
});

it('takes the second of two signals for an echo of the first', async () => {
  const program = run();
  await program.waitFor(/serving/);

  program.kill('SIGINT');
  program.kill('SIGINT');
  program.kill('SIGTERM');

  expect(await program.exit()).toBe(0);
});

it('exits with 1 and says so when the end does not come in time', async () => {
  const program = run('hangInStop');
  await program.waitFor(/serving/);

  program.kill('SIGTERM');

  expect(await program.exit()).toBe(1);
  expect(program.output).toContain('ERROR not everything ended cleanly within 0.4 s');
});

it('ends what a half-way start has started, and is no failure then', async () => {
  const program = run('hangInStart');
  await program.waitFor(/starting/);

  program.kill('SIGTERM');

  expect(await program.exit()).toBe(0);
  expect(program.output).toBe('starting\nclosed\n');
});

it.each([
  ['throwInStart', /^ERROR Error at .*\nclosed\n$/],
  ['throwLater', /ERROR unexpected error: RangeError at .*\nclosed\n$/],
])('ends cleanly with 1 after an error, without its message: %s', async (behaviour, expected) => {
  const program = run(behaviour);

  expect(await program.exit()).toBe(1);
  expect(program.output).toMatch(expected);
  expect(program.output).not.toContain('00000000000');
});
