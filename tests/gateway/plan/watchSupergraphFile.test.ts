import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { watchSupergraphFile } from '../../../gateway/plan/watchSupergraphFile.ts';

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
  await vi.waitFor(() => expect(adopted).toEqual(['second']));
  await writeFile(`${path}.new`, 'third');
  await rename(`${path}.new`, path);
  await vi.waitFor(() => expect(adopted).toEqual(['second', 'third']));
});

it('says once in one line why a file is refused, and takes the next good one', async () => {
  await writeFile(path, 'broken');
  await vi.waitFor(() => expect(lines).toHaveLength(1));
  await writeFile(path, 'broken');
  await writeFile(path, 'second');
  await vi.waitFor(() => expect(adopted).toEqual(['second']));

  expect(lines).toEqual([
    `${path} is refused, the supergraph in use stays: Syntax Error: broken`,
    `${path}: a new supergraph is in use`,
  ]);
});

it('tells that a file is gone and follows it when it comes back', async () => {
  await rm(path);
  await vi.waitFor(() => expect(lines).toEqual([`${path} cannot be read; the supergraph in use stays`]));
  await writeFile(path, 'second');

  await vi.waitFor(() => expect(adopted).toEqual(['second']));
});

it('does not take a file that is still being written', async () => {
  let text = 'a';
  for (let count = 0; count < 30; count++) {
    text += 'b';
    await writeFile(path, text);
  }
  await writeFile(path, 'whole');

  await vi.waitFor(() => expect(adopted.at(-1)).toBe('whole'));
});
