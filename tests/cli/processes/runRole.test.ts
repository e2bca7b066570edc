import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildPrograms } from './support/buildPrograms.ts';
import { TestProgram } from './support/TestProgram.ts';

let programs: Awaited<ReturnType<typeof buildPrograms>>;

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

it('says that it is only a part when it is started by hand', async () => {
  const program = new TestProgram({ file: join(programs.folder, 'role.js') });

  expect(await program.exit()).toBe(1);
  expect(program.output).toBe('ERROR this program is a part of "tongban start" and does not run by itself\n');
});
