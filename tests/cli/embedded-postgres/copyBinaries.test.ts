import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import { copyBinaries } from '../../../cli/embedded-postgres/copyBinaries.ts';

let folder: string;
let native: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-copies-'));
  native = join(folder, 'native');
  await mkdir(join(native, 'bin'), { recursive: true });
  return () => rm(folder, { recursive: true, force: true });
});

/** Stands in for the server: a program that only has to start. */
const provide = (script: string) =>
  writeFile(join(native, 'bin', 'postgres'), `#!/bin/sh\n${script}\n`, { mode: 0o700 });
const copy = () =>
  copyBinaries({ native, user: null, obstacle: 'it is closed', candidates: ['/nowhere', folder] });
const copies = async () => (await readdir(folder)).filter((name) => name.startsWith('tongban-postgres-'));

it('copies once, readable by all and writable by nobody else, even after an installation under umask 077', async () => {
  await provide('exit 0');
  await chmod(native, 0o700);

  const [first, second] = await Promise.all([copy(), copy()]);

  expect(first).toBe(second);
  expect(await copies()).toHaveLength(1);
  expect((await stat(first)).mode & 0o777).toBe(0o755);
  expect((await stat(join(first, 'bin', 'postgres'))).mode & 0o777).toBe(0o755);
  expect(await copy()).toBe(first);
});

it('runs nothing from a folder that others can write to', async () => {
  await provide('exit 0');
  const place = await copy();
  await chmod(place, 0o777);

  await expect(copy()).rejects.toThrow(`${place} is not ours`);
});

it('says in one line why not even the copy runs', async () => {
  await provide('echo "error while loading shared libraries: libz" >&2; exit 127');

  await expect(copy()).rejects.toThrow(
    /^PostgreSQL cannot be run: it is closed, and the copy in .* fails with "error while loading shared libraries: libz"$/,
  );
});
