import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { claimFolder } from '../../../cli/embedded-postgres/claimFolder.ts';
import { buildPrograms } from '../processes/support/buildPrograms.ts';
import { TestProgram } from '../processes/support/TestProgram.ts';

let programs: Awaited<ReturnType<typeof buildPrograms>>;
let folder: string;

beforeAll(async () => {
  programs = await buildPrograms();
});
afterAll(() => programs.remove());

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-claim-'));
  return () => rm(folder, { recursive: true, force: true });
});

const claimant = () => new TestProgram({ file: join(programs.folder, 'claim.js'), input: { folder } });

it('is held until it is released', async () => {
  const release = await claimFolder(folder);

  await expect(claimFolder(folder)).rejects.toMatchObject({ code: 'CONFLICT' });
  await release();
  await (await claimFolder(folder))();
  expect(await readdir(folder)).toEqual([]);
});

it('lets exactly one of many succeed a killed holder', async () => {
  const first = claimant();
  await first.waitFor(/got it/);
  first.kill('SIGKILL');
  await first.exit();

  const heirs = Array.from({ length: 6 }, claimant);
  const answers = await Promise.all(heirs.map((heir) => heir.waitFor(/got it|refused/)));

  expect(answers.filter((answer) => answer === 'got it')).toHaveLength(1);
  expect(await readdir(folder)).toEqual(['claim.2']);
  for (const heir of heirs) heir.kill('SIGKILL');
});

it('is not held by a process that only bears the number of the holder', async () => {
  await writeFile(
    join(folder, 'claim.7'),
    JSON.stringify({ pid: process.ppid, start: 'long ago', inode: 1 }),
  );

  await claimFolder(folder);

  expect(await readdir(folder)).toEqual(['claim.8']);
});

it('does not hold a copy of the folder', async () => {
  await claimFolder(folder);
  const copy = join(folder, 'copy');
  await cp(join(folder, 'claim.1'), join(copy, 'claim.1'));

  await expect(claimFolder(copy)).resolves.toBeTypeOf('function');
});

it('follows a claim that nobody can read', async () => {
  await writeFile(join(folder, 'claim.3'), '');

  await claimFolder(folder);

  expect(await readdir(folder)).toEqual(['claim.4']);
});
