import { setImmediate as turn } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { inParallel } from '../../../adapters/transport/inParallel.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';

const PATIENT = new AbortController().signal;

it('keeps the order of the items and the bound, whatever ends first', async () => {
  let running = 0;
  let most = 0;

  const results = await inParallel(
    [5, 1, 4, 2, 3],
    async (item) => {
      running += 1;
      most = Math.max(most, running);
      for (let round = 0; round < item; round += 1) await turn();
      running -= 1;
      return item * 10;
    },
    { limit: 2, signal: PATIENT },
  );

  expect(results).toEqual([50, 10, 40, 20, 30]);
  expect(most).toBe(2);
});

it('throws the first failure, aborts what runs and begins nothing more', async () => {
  const failure = new TongbanError('JURISDICTION_BUSY', 'x');
  const begun: number[] = [];
  const aborted: number[] = [];

  const done = inParallel(
    [1, 2, 3, 4],
    async (item, signal) => {
      begun.push(item);
      signal.addEventListener('abort', () => aborted.push(item));
      await turn();
      if (item === 2) throw failure;
    },
    { limit: 2, signal: PATIENT },
  );

  await expect(done).rejects.toBe(failure);
  await turn();
  expect(begun).toEqual([1, 2, 3]);
  expect(aborted).toContain(3);
});

it('ends with the caller', async () => {
  const caller = new AbortController();
  const begun: number[] = [];
  const done = inParallel(
    [1, 2],
    async (item) => {
      begun.push(item);
      await turn();
    },
    { limit: 1, signal: caller.signal },
  );

  caller.abort();

  await expect(done).rejects.toMatchObject({ code: 'DEADLINE_EXCEEDED' });
  expect(begun).toEqual([1]);
});

it('does nothing for no items', async () => {
  expect(await inParallel([], async () => 1, { limit: 3, signal: PATIENT })).toEqual([]);
});
