import { afterAll, beforeAll } from 'vitest';
import { findProgram } from './findProgram.ts';
import { startRedis, type TestRedis } from './startRedis.ts';

/** Whether there is a redis-server; a test that needs it is skipped without, loudly, and CI fails on a skip. */
export const redisServer = findProgram('redis-server', 'redis-server');

/** A real Redis for the tests of the calling file. */
export function withRedis(): { readonly server: () => TestRedis } {
  let redis: TestRedis | undefined;
  beforeAll(async () => {
    if (redisServer !== null) redis = await startRedis(redisServer);
  });
  afterAll(() => redis?.stop());
  return {
    server: () => {
      if (redis === undefined) throw new Error('Redis is not running yet');
      return redis;
    },
  };
}
