import { expect, it } from 'vitest';
import { findHastyWaits } from './findHastyWaits.ts';
import { sourcesOf } from './sourcesOf.ts';

it.each([
  ['vi.waitFor(check)', ['a.ts:1: vi.waitFor waits for a second']],
  [
    'if (x)\n  await vi.waitUntil(() => vi.waitFor(check, 5_000))',
    ['a.ts:2: vi.waitUntil waits for a second'],
  ],
  ['vi.waitFor(check, { interval: 5 })', ['a.ts:1: vi.waitFor waits for a second']],
  ['vi.waitFor(check, { timeout: 15_000, interval: 5 })', []],
  ['vi.waitFor(check, { timeout })', []],
  ['vi.waitFor(check, { ...patiently, interval: 5 })', []],
  ['vi.waitFor(check, PATIENCE)', []],
  ['eventually(check); page.waitFor(check)', []],
])('tells of a wait that is not told how long: %s', (text, found) => {
  expect(findHastyWaits('a.ts', text)).toEqual(found);
});

it('every test says how long it waits, or waits as `eventually` does', () => {
  const found = ['tests', 'bench'].flatMap((folder) =>
    sourcesOf(folder).flatMap(({ file, text }) => findHastyWaits(file, text)),
  );

  expect(found).toEqual([]);
});
