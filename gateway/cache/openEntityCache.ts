import { randomBytes } from 'node:crypto';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { GatewayConfig } from '../config.ts';
import type { MaintenanceWindows } from '../maintenance/MaintenanceWindows.ts';
import type { CacheCounters } from '../metrics/CacheCounters.ts';
import type { RedisLink } from '../redis/RedisLink.ts';
import { EntityCache } from './EntityCache.ts';
import { InvalidationChannel } from './invalidation/InvalidationChannel.ts';
import { GuardedStore } from './store/GuardedStore.ts';
import { MemoryStore } from './store/MemoryStore.ts';
import { RedisStore } from './store/RedisStore.ts';

export interface EntityCacheSources {
  readonly config: Pick<GatewayConfig, 'cache' | 'contextSecret' | 'deadlines'>;
  /** `undefined`: there is no Redis. */
  readonly redis: RedisLink | undefined;
  readonly windows: MaintenanceWindows;
  /** Made only where there is a cache. */
  readonly countersOf: () => CacheCounters;
  readonly partitionField: (typename: string) => string;
  /** Keeps later reads from sharing calls that are under way. */
  readonly forgetReads: () => void;
}

export interface OpenedEntityCache {
  readonly cache: EntityCache;
  /** The gateway has another context secret now. */
  takeContextSecret(secret: Uint8Array): void;
  close(): void;
}

/**
 * Puts the entity cache together.
 *
 * @returns `undefined` where nothing is to be kept.
 * @throws {TongbanError} BAD_USER_INPUT where settings are missing that it needs.
 */
export function openEntityCache({
  config: { cache: settings, contextSecret, deadlines },
  redis,
  windows,
  countersOf,
  partitionField,
  forgetReads,
}: EntityCacheSources): OpenedEntityCache | undefined {
  if (Object.keys(settings.subgraphs).length === 0) return undefined;
  const kind = settings.store ?? (redis === undefined ? 'memory' : 'redis');
  if (kind === 'redis' && redis === undefined) {
    throw refusal('cache.store is redis, and no Redis is given (redis.url or REDIS_URL)');
  }
  const own = settings.secret === undefined ? undefined : Buffer.from(settings.secret, 'base64');
  const shared = own ?? contextSecret;
  if (kind === 'redis' && shared === undefined) {
    throw refusal(
      'a cache in Redis needs contextSecret or cache.secret, the same in all gateways that share it',
    );
  }
  const counters = countersOf();
  const memory = new MemoryStore(settings.memoryBytes);
  const store = kind === 'redis' && redis !== undefined ? new RedisStore(redis) : memory;
  if (store === memory) counters.watch(() => memory);
  const cache = new EntityCache({
    settings,
    // Nobody else reads the memory of this process.
    secret: shared ?? randomBytes(32),
    store: new GuardedStore(store, {
      timeoutMs: Math.min(settings.timeoutMs, redis?.commandMs ?? settings.timeoutMs),
    }),
    windows,
    observer: counters,
    partitionField,
    refreshMs: deadlines.requestMs,
    onChange: forgetReads,
    tellOthers: async (entities) => channel?.tell(entities) ?? true,
  });
  const channel =
    redis &&
    new InvalidationChannel(redis, {
      onChanged: (entities) => void cache.invalidate(entities, 'channel'),
      // In Redis others have dropped themselves what has changed; in memory anything may be old now.
      onSubscribed: () => {
        forgetReads();
        memory.clear();
      },
    });
  return {
    cache,
    takeContextSecret: (secret) => {
      if (own === undefined) cache.takeSecret(secret);
    },
    close: () => {
      channel?.close();
      cache.close();
    },
  };
}

const refusal = (message: string) => new TongbanError('BAD_USER_INPUT', message);
