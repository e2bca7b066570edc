import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { watchSupergraphFile } from '../../../gateway/plan/watchSupergraphFile.ts';
import { replaceFile } from '../../support/replaceFile.ts';

let folder: string;
let path: string;
let adopted: string[];
let lines: string[];
let stop: () => void;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tongban-watch-'));
  path = join(folder, 'supergraph.graphql');
  await writeFile(path, 'first');
  adopted = [];
  lines = [];
  stop = watchSupergraphFile({
    path,
    initial: 'first',
    intervalMs: 5,
    onChange: async (sdl) => {
      if (sdl.includes('broken')) throw new Error('Syntax Error: broken\nand a second line');
      adopted.push(sdl);
      return 'a new supergraph is in use';
    },
    log: (line) => void lines.push(line),
  });
});
afterEach(async () => {
  stop();
  await rm(folder, { recursive: true });
});

it('takes over a file that is written in place or replaced by renaming', async () => {
  await writeFile(path, 'second');
  await expect.poll(() => adopted).toEqual(['second']);
  await replaceFile(path, 'third');
  await expect.poll(() => adopted).toEqual(['second', 'third']);
});

it('says once in one line why a file is refused, and takes the next good one', async () => {
  await replaceFile(path, 'broken');
  await expect.poll(() => lines).toHaveLength(1);
  await replaceFile(path, 'broken');
  await replaceFile(path, 'second');
  // It is told once it is in use.
  await expect
    .poll(() => lines)
    .toEqual([
      `${path} is refused, the supergraph in use stays: Syntax Error: broken`,
      `${path}: a new supergraph is in use`,
    ]);
  expect(adopted).toEqual(['second']);
});

it('tells that a file is gone and follows it when it comes back', async () => {
  await rm(path);
  await expect.poll(() => lines).toEqual([`${path} cannot be read; the supergraph in use stays`]);
  await replaceFile(path, 'second');

  await expect.poll(() => adopted).toEqual(['second']);
});

it('does not take a file that is still being written', async () => {
  let text = 'a';
  for (let count = 0; count < 30; count++) {
    text += 'b';
    await writeFile(path, text);
  }
  await writeFile(path, 'whole');

  await expect.poll(() => adopted.at(-1)).toBe('whole');
});
