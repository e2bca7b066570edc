import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeFileAtomically } from '../../cli/writeFileAtomically.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-write-'));
});

afterEach(() => rm(folder, { recursive: true }));

it('replaces a file by another one, so that an open reader keeps the old text, and keeps its mode', async () => {
  const file = join(folder, 'a.txt');
  await writeFile(file, 'old');
  await chmod(file, 0o640);
  const before = await stat(file);

  const umask = process.umask(0o077);
  await writeFileAtomically(file, 'new').finally(() => process.umask(umask));

  const after = await stat(file);
  expect(await readFile(file, 'utf8')).toBe('new');
  expect(after.ino).not.toBe(before.ino);
  expect(after.mode).toBe(before.mode);
  expect(await readdir(folder)).toEqual(['a.txt']);
});

it('follows a link instead of replacing it', async () => {
  await writeFile(join(folder, 'real.txt'), 'old');
  await symlink('real.txt', join(folder, 'link.txt'));

  await writeFileAtomically(join(folder, 'link.txt'), 'new');

  expect(await readFile(join(folder, 'real.txt'), 'utf8')).toBe('new');
  expect((await lstat(join(folder, 'link.txt'))).isSymbolicLink()).toBe(true);
});

it('leaves a device what it is', async () => {
  await writeFileAtomically('/dev/null', 'text');

  expect((await stat('/dev/null')).isCharacterDevice()).toBe(true);
});

it('says in one line what cannot be written, and leaves nothing behind', async () => {
  await mkdir(join(folder, 'taken'));

  await expect(writeFileAtomically(join(folder, 'taken'), 'x')).rejects.toThrow(
    `cannot write ${join(folder, 'taken')}: EISDIR: illegal operation on a directory`,
  );
  await expect(writeFileAtomically(join(folder, 'gone/a.txt'), 'x')).rejects.toThrow(
    `cannot write ${join(folder, 'gone/a.txt')}: ENOENT: no such file or directory`,
  );
  expect(await readdir(folder)).toEqual(['taken']);
});
