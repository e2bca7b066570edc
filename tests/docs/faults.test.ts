import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';

const TESTS = new URL('../', import.meta.url);

it('docs/faults.md names tests that are there, for every scenario of cases and of the gateway', async () => {
  const text = await readFile(new URL('../docs/faults.md', TESTS), 'utf8');
  const rows = [...text.matchAll(/^\| (S\d\d) \|.*\| ([^|]+) \|$/gm)].map(
    ([, scenario = '', seenBy = '']) => ({
      scenario,
      files: [...seenBy.matchAll(/`([^`]+)`/g)].map(([, file = '']) => file),
    }),
  );

  expect(rows.map(({ scenario }) => scenario).join(' ')).toBe(
    'S01 S02 S03 S04 S05 S06 S07 S14 S15 S16 S17 S18 S19 S20 S21 S23 S24 S25 S26 S27 S28 S29 S30 S31 S32 S33 S34 S37 S38 S39 S42 S46',
  );
  for (const { files } of rows) expect(files.length).toBeGreaterThan(0);
  expect(rows.flatMap(({ files }) => files).filter((file) => !existsSync(new URL(file, TESTS)))).toEqual([]);
});
