import { readFile } from 'node:fs/promises';
import { expect, it } from 'vitest';
import { startTestGateway } from '../gateway/edge/support/startTestGateway.ts';
import { world } from '../gateway/edge/support/world.ts';

const PAGE = new URL('../../docs/metrics.md', import.meta.url);
/** A gateway that exports everything: the cache's metrics are there only with a cache. */
const settings = {
  cache: { subgraphs: { people: { scope: 'public' } } },
  contextSecret: Buffer.alloc(32, 7).toString('base64'),
};

it('tells of every metric that a gateway exports, and of no other', async () => {
  const gateway = await startTestGateway(world, settings);
  const exported = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  await gateway.close();
  const page = await readFile(PAGE, 'utf8');

  const names = [...exported.matchAll(/^# TYPE (tongban_\w+) /gm)].map(([, name]) => name);
  const told = [...page.matchAll(/^\| `(tongban_\w+)` \|/gm)].map(([, name]) => name);
  expect(told.sort()).toEqual(names.sort());
});

it('names counters, and nothing else, with _total, and times in seconds', async () => {
  const gateway = await startTestGateway(world, settings);
  const exported = await (await fetch(`${gateway.adminUrl}/metrics`)).text();
  await gateway.close();

  const metrics = [...exported.matchAll(/^# TYPE (tongban_\w+) (\w+)$/gm)];
  expect(metrics.filter(([, name, type]) => (type === 'counter') !== name?.endsWith('_total'))).toEqual([]);
  expect(metrics.filter(([, name, type]) => type === 'histogram' && !name?.endsWith('_seconds'))).toEqual([]);
});
