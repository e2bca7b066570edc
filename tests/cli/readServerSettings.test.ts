import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { readServerSettings } from '../../cli/readServerSettings.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-settings-'));
});
afterEach(() => vi.restoreAllMocks());
afterAll(() => rm(folder, { recursive: true, force: true }));

async function write(text: string, mode: number): Promise<string> {
  const file = join(folder, 'server.yaml');
  await writeFile(file, text);
  await chmod(file, mode);
  return file;
}

function watchStderr(): () => string {
  const written = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
  return () => written.mock.calls.map(([text]) => String(text)).join('');
}

it.each([0o600, 0o640])('reads a file that not everybody may read without a word: %o', async (mode) => {
  const said = watchStderr();

  expect(await readServerSettings(await write('listen: { port: 1 }', mode))).toEqual({ listen: { port: 1 } });
  expect(said()).toBe('');
});

it('warns of a file that everybody may read', async () => {
  const said = watchStderr();
  const file = await write('{}', 0o644);
  await readServerSettings(file);

  expect(said()).toBe(
    `tongban: ${file} may be read by everybody on this machine and may hold secrets: chmod 600 ${file}\n`,
  );
});

it('names the line that cannot be read, and never its text', async () => {
  const file = await write('a: 1\nstoreKey: "secret\n', 0o600);

  const failing = readServerSettings(file);

  await expect(failing).rejects.toThrow(/^the configuration .+ is neither YAML nor JSON at line [23]$/);
  await expect(failing).rejects.not.toThrow(/secret/);
});

it('says why a file cannot be read', async () => {
  const nowhere = join(folder, 'nowhere.yaml');
  await expect(readServerSettings(nowhere)).rejects.toThrow(
    `the configuration ${nowhere} cannot be read: there is no such file`,
  );
  const inside = join(folder, 'inside');
  await mkdir(inside);
  await expect(readServerSettings(inside)).rejects.toThrow(`${inside} cannot be read: it is a folder`);
});
