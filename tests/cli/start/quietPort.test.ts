import { once } from 'node:events';
import { createServer } from 'node:net';
import { expect, it, vi } from 'vitest';
import { quietPort } from '../../../cli/start/quietPort.ts';

it('is a port that nobody is given by chance', async () => {
  const port = await quietPort();

  expect(port).toBeGreaterThanOrEqual(20_000);
  expect(port).toBeLessThan(32_000);
});

it('passes over a port that is taken, and says so when all are', async () => {
  const taken = createServer().listen(await quietPort(), '127.0.0.1');
  await once(taken, 'listening');
  const address = taken.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  const there = (port - 20_000 + 0.5) / 12_000;
  const free = await quietPort();

  const random = vi.fn(() => (free - 20_000 + 0.5) / 12_000).mockReturnValueOnce(there);
  expect(await quietPort(random)).toBe(free);
  await expect(quietPort(() => there)).rejects.toMatchObject({ code: 'CONFLICT' });

  taken.close();
});
