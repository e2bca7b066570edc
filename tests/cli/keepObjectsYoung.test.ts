import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Makes and keeps objects of one place in the code until V8 has seen that they last, and prints what it decides. */
const PROGRAM = `
  const { keepObjectsYoung } = await import('./cli/keepObjectsYoung.ts');
  if (process.argv[1] === 'young') keepObjectsYoung();
  const kept = [];
  const make = (value) => ({ value, list: [value] });
  for (let round = 0; round < 60; round++) {
    for (let at = 0; at < 40_000; at++) kept.push(make(at));
    if (round % 4 === 3) kept.length = 0;
  }
`;

it('lets V8 make no object old from its birth', () => {
  const run = (how: string) =>
    spawnSync(
      process.execPath,
      [
        '--max-semi-space-size=1',
        '--trace-pretenuring-statistics',
        '--import',
        'tsx',
        '--input-type=module',
        '-e',
        PROGRAM,
        how,
      ],
      { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
    );

  const [usual, young] = [run('usual'), run('young')];

  expect([usual.status, young.status]).toEqual([0, 0]);
  expect(usual.stdout).toContain('=> tenure');
  expect(young.stdout).not.toContain('=> tenure');
}, 60_000);
