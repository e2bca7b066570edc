import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type WatchedManifests, watchManifests } from '../../../../gateway/edge/documents/watchManifests.ts';
import { replaceFile } from '../../../support/replaceFile.ts';

const TWO = JSON.stringify({ a: '{ me { id } }', b: '{ me { name } }' });
const OTHER = JSON.stringify({ c: '{ me { id name } }' });
const NONE = '{}';

let folder = '';
let file = '';
let watched: WatchedManifests | undefined;
let lines: string[] = [];
let states: string[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'manifests-'));
  file = join(folder, 'm.json');
  [lines, states] = [[], []];
});
afterEach(async () => {
  watched?.close();
  await rm(folder, { recursive: true });
});

async function watch(text: string): Promise<WatchedManifests> {
  await writeFile(file, text);
  watched = await watchManifests({
    settings: { manifest: [file], portals: {} },
    log: (line) => lines.push(line),
    tell: (state) => states.push(state),
    intervalMs: 5,
  });
  return watched;
}

it('takes over an edit, also one that leaves nothing of what there was', async () => {
  const manifests = await watch(TWO);

  await replaceFile(file, OTHER);

  await expect.poll(() => lines).toEqual(['the manifests were read again: 1 documents are trusted']);
  expect(manifests.current().size).toBe(1);
});

it('does not trust nothing at all until somebody confirms it', async () => {
  const manifests = await watch(TWO);
  const refused = `${file}: all documents would be gone; if that is meant, confirm it: sha256sum m.json > m.json.confirmed; the trusted documents stay`;

  await replaceFile(file, NONE);
  await expect.poll(() => lines).toEqual([refused]);
  expect(manifests.current().size).toBe(2);
  await replaceFile(`${file}.confirmed`, `${createHash('sha256').update(NONE).digest('hex')}  m.json\n`);
  await expect.poll(() => manifests.current().size).toBe(0);

  expect(states).toEqual(['stale', 'current']);
  expect(lines).toEqual([refused, 'the manifests were read again: 0 documents are trusted']);
});

it('does not trust nothing at all either where other settings name the same file', async () => {
  const manifests = await watch(TWO);
  const further = join(folder, 'n.json');
  await replaceFile(file, NONE);
  await replaceFile(further, OTHER);

  const settings = { manifest: [further, file], portals: {} };
  await expect(manifests.prepare(settings)).rejects.toMatchObject({
    code: 'BAD_USER_INPUT',
    message: `${file}: all documents would be gone; if that is meant, confirm it: sha256sum m.json > m.json.confirmed`,
  });
  expect(manifests.current().size).toBe(2);
  await replaceFile(`${file}.confirmed`, `${createHash('sha256').update(NONE).digest('hex')}  m.json\n`);
  (await manifests.prepare(settings))();

  expect(manifests.current().size).toBe(1);
});

it('stays with what it has when the file is gone, and says so in plain words', async () => {
  const manifests = await watch(TWO);

  await rm(file);

  await expect
    .poll(() => lines)
    .toEqual([`${file}: the manifest cannot be read (ENOENT); the trusted documents stay`]);
  expect(manifests.current().size).toBe(2);
});

it('goes back from an edit that nobody has confirmed', async () => {
  const manifests = await watch(TWO);
  await replaceFile(file, NONE);
  await expect.poll(() => states).toEqual(['stale']);

  await replaceFile(file, TWO);
  await expect.poll(() => states).toEqual(['stale', 'current']);

  expect(manifests.current().size).toBe(2);
});

it('what other settings name is current, though the file that they named before was broken', async () => {
  const manifests = await watch(TWO);
  await replaceFile(file, '{');
  await expect.poll(() => states).toEqual(['stale']);
  const next = join(folder, 'n.json');
  await replaceFile(next, OTHER);

  const take = await manifests.prepare({ manifest: [next], portals: {} });
  expect([states, manifests.current().size]).toEqual([['stale'], 2]);
  take();

  expect([states, manifests.current().size]).toEqual([['stale', 'current'], 1]);
});
