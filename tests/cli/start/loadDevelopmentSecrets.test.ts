import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadDevelopmentSecrets } from '../../../cli/start/loadDevelopmentSecrets.ts';

let folder = '';
const file = () => join(folder, 'development-secrets.json');

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-test-secrets-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('makes secrets once, for this user only', async () => {
  const made = await loadDevelopmentSecrets(folder);

  expect(Object.keys(made).toSorted()).toEqual([
    'caseKey',
    'contextMaster',
    'identityMaster',
    'sandbox',
    'signingKey',
    'storeKey',
    'vaultKey',
  ]);
  expect(await loadDevelopmentSecrets(folder)).toEqual(made);
  expect((await stat(file())).mode & 0o777).toBe(0o600);
});

it('adds what an older release did not know of, and keeps the rest', async () => {
  const { storeKey, ...older } = await loadDevelopmentSecrets(folder);
  await writeFile(file(), JSON.stringify(older));
  const completed = await loadDevelopmentSecrets(folder);

  expect(completed).toEqual({ ...older, storeKey: expect.stringMatching(/^[A-Za-z0-9+/]{43}=$/) });
  expect(completed.storeKey).not.toBe(storeKey);
  expect(JSON.parse(await readFile(file(), 'utf8'))).toEqual(completed);
});

it('refuses a damaged file instead of making new keys', async () => {
  await writeFile(file(), '{"vaultKey":');

  await expect(loadDevelopmentSecrets(folder)).rejects.toThrow(/is damaged; restore it/);
});
