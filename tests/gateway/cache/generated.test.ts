import fc from 'fast-check';
import { type FormattedExecutionResult, graphql, parse, validate } from 'graphql';
import { expect, it } from 'vitest';
import { cacheSettings } from '../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../gateway/cache/EntityCache.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { executeOperation } from '../../../gateway/execute/executeOperation.ts';
import { PlainEntityFetcher } from '../../../gateway/execute/PlainEntityFetcher.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import type { UpstreamClient } from '../../../gateway/upstream/UpstreamClient.ts';
import { composeTest } from '../../support/composeTest.ts';
import { createTestContext } from '../../support/createTestContext.ts';
import { operations, subgraphSdl, subgraphsOf, type World, worlds } from '../execute/mixedWorld.ts';
import { CountedCache } from './support/CountedCache.ts';

const services = Object.keys(subgraphSdl);
const generation = createGeneration(
  composeTest(Object.entries(subgraphSdl).map(([name, sdl]) => ({ name, sdl }))),
  1_000,
);
const variables = { yes: true };
/** Fixed, so that a run says something about the code and not about luck; fast-check prints it when it fails. */
const seed = Number(process.env['GENERATED_SEED'] ?? 2_025);

/** A port that executes subgraphs in this process, which allow everything to be kept. */
function clientOf(world: World): UpstreamClient {
  const schemas = subgraphsOf(world);
  return {
    send: async ({ service, query, variables: variableValues, onCacheControl }) => {
      const schema = schemas[service];
      if (schema === undefined) throw new Error(`no ${service}`);
      onCacheControl?.(null, 'public, max-age=60, absent-max-age=60', undefined);
      const answer = await graphql({ schema, source: query, variableValues });
      return JSON.parse(JSON.stringify(answer)) as FormattedExecutionResult;
    },
  };
}

async function run(source: string, client: UpstreamClient, cache: EntityCache | null): Promise<string> {
  const prepared = await generation.prepare(parse(source), source, undefined);
  const fetcher = (service: string) => new PlainEntityFetcher(client, service);
  const result = await executeOperation({
    prepared,
    variables,
    apiSchema: generation.apiSchema,
    facts: generation.facts,
    upstreams: {
      client,
      urlOf: (service) => service,
      entityFetcherFor: (service) => cache?.around(service, fetcher(service), generation) ?? fetcher(service),
    },
    context: createTestContext(),
  });
  return JSON.stringify(result);
}

it('answers generated operations byte for byte as without a cache, whatever was asked before', async () => {
  const counts = new CountedCache();
  await fc.assert(
    fc.asyncProperty(fc.array(operations, { minLength: 2, maxLength: 5 }), worlds, async (sources, world) => {
      const valid = sources.filter((source) => validate(generation.apiSchema, parse(source)).length === 0);
      const client = clientOf(world);
      const cache = new EntityCache({
        settings: cacheSettings.parse({
          subgraphs: Object.fromEntries(services.map((service) => [service, { scope: 'public' }])),
        }),
        secret: Buffer.alloc(32),
        store: new MemoryStore(1_000_000),
        windows: new MaintenanceWindows([]),
        observer: counts,
        partitionField: () => 'jurisdiction',
      });
      const plain = [];
      for (const source of [...valid, ...valid]) plain.push(await run(source, client, null));
      const cached = [];
      for (const source of [...valid, ...valid]) cached.push(await run(source, client, cache));

      expect(cached).toEqual(plain);
    }),
    { seed, numRuns: 40 },
  );
  const { hit = 0, miss = 0 } = counts.take();
  // It says something only where much of it came from the cache.
  expect(hit).toBeGreaterThan(miss / 2);
});
