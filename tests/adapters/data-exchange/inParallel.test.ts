import { describe, expect, it } from 'vitest';
import { inParallel } from '../../../adapters/public-security/data-exchange/inParallel.ts';

const never = new AbortController().signal;

describe('inParallel', () => {
  it('keeps the order of the items and the bound', async () => {
    const waiting: Array<() => void> = [];
    let running = 0;
    let most = 0;
    const work = async (item: number) => {
      running += 1;
      most = Math.max(most, running);
      await new Promise<void>((resolve) => waiting.push(resolve));
      running -= 1;
      return item * 10;
    };

    const results = inParallel([1, 2, 3, 4, 5], work, { limit: 2, signal: never });
    // The latest first, so that results arrive out of order.
    for (let done = 0; done < 5; done += 1) {
      waiting.pop()?.();
      await new Promise((resolve) => setImmediate(resolve));
    }

    expect(await results).toEqual([10, 20, 30, 40, 50]);
    expect(most).toBe(2);
  });

  it('aborts the rest and begins nothing more after a failure', async () => {
    const failure = new Error('down');
    const begun: number[] = [];
    const reasons: unknown[] = [];
    const work = (item: number, signal: AbortSignal) => {
      begun.push(item);
      if (item === 1) return Promise.reject(failure);
      return new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reasons.push(signal.reason);
          reject(signal.reason);
        });
      });
    };

    await expect(inParallel([0, 1, 2, 3], work, { limit: 2, signal: never })).rejects.toBe(failure);
    expect({ begun, reasons }).toEqual({ begun: [0, 1], reasons: [failure] });
  });

  it('hands the abort of the caller on', async () => {
    const caller = new AbortController();
    const work = (_item: number, signal: AbortSignal) =>
      new Promise<never>((_resolve, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason));
      });
    const reason = new Error('left');

    const results = inParallel([1], work, { limit: 1, signal: caller.signal });
    caller.abort(reason);

    await expect(results).rejects.toBe(reason);
  });

  it('does nothing about nothing', async () => {
    expect(await inParallel([], async () => 1, { limit: 2, signal: never })).toEqual([]);
  });
});
