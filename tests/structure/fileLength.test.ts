import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const MAX_LINES = 400;
const SOURCE = /(?<!\.generated)\.(?:ts|tsx|mjs|cjs)$/;
/** Not written here; folders that begin with a dot belong to tools. */
const FOREIGN = new Set(['node_modules', 'dist', 'coverage']);

/** The folders are walked rather than asked of Git, so that an unpacked archive is checked as well. */
function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isFile()) return SOURCE.test(entry.name) ? [path] : [];
    const isOurs = entry.isDirectory() && !entry.name.startsWith('.') && !FOREIGN.has(entry.name);
    return isOurs ? sourcesIn(path) : [];
  });
}

function linesOf(path: string): number {
  const lines = readFileSync(path, 'utf8').split('\n');
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

it(`keeps every file that a person writes within ${MAX_LINES} lines`, () => {
  const files = sourcesIn(ROOT).map((path) => ({ file: relative(ROOT, path), lines: linesOf(path) }));

  expect(files.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['domain/provinces.ts', 'build.mjs', 'tests/structure/fileLength.test.ts']),
  );
  expect(files.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
});
