import { expect, it, vi } from 'vitest';
import { Lifetime } from '../../../cli/processes/Lifetime.ts';
import type { ProcessLog } from '../../../cli/processes/ProcessLog.ts';

const log = {
  info: vi.fn<ProcessLog['info']>(),
  warn: vi.fn<ProcessLog['warn']>(),
  error: vi.fn<ProcessLog['error']>(),
};

it('ends the youngest first, what is registered meanwhile too, and goes on after one that throws', async () => {
  const lifetime = new Lifetime(log);
  const order: string[] = [];
  lifetime.onStop(() => void order.push('oldest'));
  lifetime.onStop(() => {
    order.push('broken');
    throw Object.assign(new Error('close EIO'), { syscall: 'close' });
  });
  lifetime.onStop(() => {
    order.push('youngest');
    lifetime.onStop(() => void order.push('late'));
  });

  expect(await lifetime.close(1_000)).toBe(false);
  expect(order).toEqual(['youngest', 'late', 'broken', 'oldest']);
  expect(log.error).toHaveBeenCalledWith('could not stop cleanly: close EIO');
});

it('keeps the first reason to end and aborts its signal', async () => {
  const lifetime = new Lifetime(log);

  lifetime.fail('database lost');
  lifetime.end();

  expect(await lifetime.ending).toEqual({ kind: 'failed', reason: 'database lost' });
  expect(lifetime.signal.aborted).toBe(true);
  expect(await lifetime.close(1_000)).toBe(true);
});

it('tells each stop how much time is left', async () => {
  const lifetime = new Lifetime(log);
  const left: number[] = [];
  lifetime.onStop((ms) => void left.push(ms));

  await lifetime.close(0);

  expect(left).toEqual([0]);
});
