import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../createTestDatabase.ts';
import { queryOnce } from '../queryOnce.ts';
import { SharedPostgres } from './SharedPostgres.ts';

const postgres = new SharedPostgres();
afterAll(() => postgres.stop());

it('keeps the server that a file has begun with, however often the file asks', async () => {
  const first = await postgres.urlFor({ worker: '1', file: 'file 1' });
  for (let file = 2; file <= 10; file += 1) await postgres.urlFor({ worker: '1', file: `file ${file}` });

  expect(await postgres.urlFor({ worker: '1', file: 'file 10' })).toBe(first);
  await createTestDatabase(first);
  expect(await postgres.urlFor({ worker: '1', file: 'file 11' })).not.toBe(first);
});

it('does not wait for the disk', async () => {
  const url = await postgres.urlFor({ worker: '2', file: 'file 1' });
  const shown = (setting: string) => queryOnce(url, `show ${setting}`);

  await expect.poll(() => shown('fsync')).toEqual([{ fsync: 'off' }]);
  expect(await shown('full_page_writes')).toEqual([{ full_page_writes: 'off' }]);
});
