import { afterEach } from 'vitest';
import {
  createPartitionRouter,
  type PartitionRouter,
} from '../../../gateway/partition/createPartitionRouter.ts';
import type { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';
import { createTestClient } from './createTestClient.ts';
import { createRelease, NEWER_SDL } from './releases.ts';
import { type ServedEndpoint, serveEndpoint } from './serveEndpoint.ts';

/** Endpoints and routers for the tests of the calling file, closed after each of them, last made first. */
export function withPartitions() {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  async function serve(name: string, sdl = NEWER_SDL): Promise<ServedEndpoint> {
    const served = await serveEndpoint(createRelease(sdl, name));
    closing.push(served.close);
    return served;
  }

  async function serveAll(prefixes: readonly string[]): Promise<Map<string, ServedEndpoint>> {
    return new Map(await Promise.all(prefixes.map(async (prefix) => [prefix, await serve(prefix)] as const)));
  }

  function route(table: () => PartitionTable, client = createTestClient()): PartitionRouter {
    const router = createPartitionRouter({
      client,
      partitions: { table, close: () => undefined },
      firstUseMs: 5_000,
    });
    closing.push(client.close, router.close);
    return router;
  }

  return { serve, serveAll, route };
}
