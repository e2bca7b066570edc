import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');

/** Keeps some 60 MB for good, and more for so long that only a collection of the whole heap takes it. */
const PROGRAM = `
  const { letHeapGrow } = await import('./cli/letHeapGrow.ts');
  if (process.argv[1] === 'grows') letHeapGrow();
  const make = (value) => ({ value, list: [value] });
  const kept = Array.from({ length: 600_000 }, (_, at) => make(at));
  const passing = [];
  for (let at = 0; at < 8_000_000; at++) passing[at % 100_000] = make(at);
  if (kept.length + passing.length === 0) throw new Error('nothing is there');
`;

/** Of each collection of the whole heap but the first ones, how many times more there was than after the one before. */
function growths(how: string): readonly number[] {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--max-semi-space-size=1', '--trace-gc', '--import', 'tsx', '--input-type=module', '-e', PROGRAM, how],
    { cwd: ROOT, encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
  );
  expect(status, stderr).toBe(0);
  const whole = [...stdout.matchAll(/Mark-Compact (?:\(\w+\) )?([\d.]+) \([\d.]+\) -> ([\d.]+) /g)].map(
    ([, before, after]) => ({ before: Number(before), after: Number(after) }),
  );
  const settled = whole.filter(({ after }) => after > 40);
  return settled.slice(1).map(({ before }, at) => before / (settled[at]?.after ?? 0));
}

it('collects the whole heap when it is twice what it was', () => {
  const found = growths('grows');

  expect(found.length).toBeGreaterThan(2);
  for (const growth of found) {
    expect(growth).toBeGreaterThan(1.7);
    expect(growth).toBeLessThan(2.4);
  }
  expect(growths('usual').some((growth) => growth < 1.7 || growth > 2.4)).toBe(true);
}, 60_000);
