import { buildSchema } from 'graphql';
import { cacheSettings } from '../../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../../gateway/cache/EntityCache.ts';
import type { CacheStore } from '../../../../gateway/cache/store/CacheStore.ts';
import { GuardedStore } from '../../../../gateway/cache/store/GuardedStore.ts';
import type { EntityFetcher, EntityOutcome } from '../../../../gateway/execute/EntityFetcher.ts';
import { MaintenanceWindows } from '../../../../gateway/maintenance/MaintenanceWindows.ts';
import { createEntityFetch } from '../../partition/createEntityFetch.ts';
import { createTestContext } from '../../partition/createTestContext.ts';
import { CountedCache } from './CountedCache.ts';
import { callerOf } from './withCachedShop.ts';

/** One gateway's cache in front of a subgraph that knows every id. */
export interface CachedFetcher {
  readonly cache: EntityCache;
  readonly counts: CountedCache;
  /** Values by id, as the gateway would merge them. */
  ask(...ids: string[]): Promise<readonly unknown[]>;
  /** Puts a word before what the subgraph says from now on. */
  become(word: string): void;
  /** Ids asked for in each call to the subgraph, since last taken. */
  takeAsked(): readonly (readonly string[])[];
  /** Whether the store, away for so many ms, was left alone: asked a few times, then now and then. Counts anew. */
  wasSpared(sinceMs: number): boolean;
}

const FAILURES = 5;
const PAUSE_MS = 100;

const GENERATION = {
  id: 'g1',
  supergraphSchema: buildSchema('type Query { record: Record } type Record { id: ID, balance: Int }'),
  facts: { keysOf: () => [[['id']]] },
};

export function openCachedFetcher(
  store: CacheStore,
  { secret = 'one', cacheControl = 'private, max-age=60', timeoutMs = 30 } = {},
): CachedFetcher {
  const counts = new CountedCache();
  let reads = 0;
  let word = '';
  const counted: CacheStore = {
    read: (keys) => {
      reads += 1;
      return store.read(keys);
    },
    write: (...args) => store.write(...args),
    claim: (...args) => store.claim(...args),
    remove: (keys) => store.remove(keys),
  };
  const cache = new EntityCache({
    settings: cacheSettings.parse({ subgraphs: { 'housing-fund': { scope: 'private' } } }),
    secret: Buffer.alloc(32, secret),
    store: new GuardedStore(counted, { timeoutMs, failures: FAILURES, pauseMs: PAUSE_MS }),
    windows: new MaintenanceWindows([]),
    observer: counts,
    partitionField: () => 'jurisdiction',
  });
  const asked: string[][] = [];
  const inner: EntityFetcher = {
    fetchEntities: async ({ representations, onCacheControl }) => {
      const ids = representations.map(({ id }) => String(id));
      asked.push(ids);
      onCacheControl?.(null, cacheControl, undefined);
      return ids.map(
        (id): EntityOutcome => ({
          kind: 'entity',
          value: { balance: `${word}balance of ${id}` },
          errors: [],
        }),
      );
    },
  };
  const fetcher = cache.around('housing-fund', inner, GENERATION);
  return {
    cache,
    counts,
    become: (next) => {
      word = next;
    },
    takeAsked: () => asked.splice(0),
    wasSpared: (sinceMs) => {
      const asked = reads;
      reads = 0;
      return asked <= FAILURES + Math.ceil(sinceMs / PAUSE_MS);
    },
    ask: async (...ids) => {
      const representations = ids.map((id) => ({ __typename: 'Record', id }));
      const context = createTestContext({ caller: callerOf() });
      const fetch = createEntityFetch('... on Record { balance }', representations);
      const outcomes = await fetcher.fetchEntities(fetch, context, context.signal);
      return outcomes.map((outcome) => (outcome.kind === 'entity' ? outcome.value['balance'] : outcome));
    },
  };
}
