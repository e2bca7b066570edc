import { expect, it } from 'vitest';
import { sourcesOf } from './sourcesOf.ts';

const MAX_LINES = 400;

function linesOf(text: string): number {
  const lines = text.split('\n');
  return lines.at(-1) === '' ? lines.length - 1 : lines.length;
}

it(`keeps every file that a person writes within ${MAX_LINES} lines`, () => {
  const files = sourcesOf('').map(({ file, text }) => ({ file, lines: linesOf(text) }));

  expect(files.map(({ file }) => file)).toEqual(
    expect.arrayContaining(['domain/provinces.ts', 'build.mjs', 'tests/structure/fileLength.test.ts']),
  );
  expect(files.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
});
