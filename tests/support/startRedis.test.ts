import { expect, it, onTestFinished } from 'vitest';
import { findFreePort } from './findFreePort.ts';
import { startRedis } from './startRedis.ts';
import { redisServer } from './withRedis.ts';

it.skipIf(redisServer === null)("takes no other test's server for its own", async () => {
  const program = redisServer ?? '';
  const other = await startRedis(program);
  onTestFinished(() => other.stop());

  await expect(startRedis(program, { port: other.port })).rejects.toThrow(`port ${other.port} is taken`);
});

it('gives no port twice, and none that the system gives away', async () => {
  const ports = await Promise.all(Array.from({ length: 50 }, findFreePort));

  expect(new Set(ports).size).toBe(50);
  expect(Math.max(...ports)).toBeLessThan(20_000);
});
