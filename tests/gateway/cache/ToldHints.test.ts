import { expect, it } from 'vitest';
import { ToldHints } from '../../../gateway/cache/hints/ToldHints.ts';

it('takes of several answers of one endpoint the strictest in everything, and of each endpoint its own', () => {
  const told = new ToldHints();
  told.note('43', 'public, max-age=60, stale-while-revalidate=5, stale-if-error=50', '10');
  told.note('43', 'private, max-age=90, stale-while-revalidate=9, stale-if-error=20, absent-max-age=3', '0');
  told.note('4307', 'no-store', undefined);

  const strictest = { isPublic: false, ageSeconds: 10, revalidateSeconds: 5, ifErrorSeconds: 20 };
  expect(told.hintsFor('430100')).toMatchObject({ ...strictest, freshSeconds: 50, absentSeconds: 0 });
  expect([told.hintsFor('430702'), told.hintsFor('440000')]).toEqual([null, null]);
});
