import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readlink, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { beforeEach, expect, it } from 'vitest';
import { linkLibraries } from '../../../cli/embedded-postgres/linkLibraries.ts';
import { copyNative } from './support/copyNative.ts';

let native: string;

beforeEach(async () => {
  native = await mkdtemp(join(tmpdir(), 'tongban-native-'));
  return () => rm(native, { recursive: true, force: true });
});

async function listLinks(links: readonly { source: string; target: string }[]): Promise<void> {
  await mkdir(join(native, 'lib'));
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
}

it('makes PostgreSQL run after an installation without scripts', async () => {
  await copyNative(native);
  const version = () => promisify(execFile)(join(native, 'bin', 'postgres'), ['--version']);
  await expect(version()).rejects.toThrow();

  expect(await linkLibraries(native)).toBeGreaterThan(0);

  expect((await version()).stdout).toMatch(/^postgres \(PostgreSQL\) 18\./);
  expect(await linkLibraries(native)).toBe(0);
});

it('links within the folder, so that it can be moved', async () => {
  await listLinks([{ source: 'native/lib/libx.so.5.18', target: 'native/lib/libx.so.5' }]);

  await linkLibraries(native);

  expect(await readlink(join(native, 'lib', 'libx.so.5'))).toBe('libx.so.5.18');
});

it('refuses a list that leads outside', async () => {
  await listLinks([{ source: 'native/lib/x', target: 'native/../../x' }]);

  await expect(linkLibraries(native)).rejects.toThrow('pg-symlinks.json names a file outside the package: x');
});

it('has nothing to do where a package has no list', async () => {
  expect(await linkLibraries(native)).toBe(0);
});
