import { z } from 'zod';
import { settingName } from '../settingName.ts';

const DAY_S = 86_400;

const count = (least: number, most: number) =>
  z
    .int('must be a whole number')
    .min(least, `must be at least ${least}`)
    .max(most, `must be at most ${most}`);

/** What of one subgraph may be kept. */
const cachedSubgraph = z.strictObject({
  /**
   * Whose answers these are: `public` is the same for everybody and kept only where the subgraph says `public`; `private`
   * is kept for one caller, portal and purpose alone.
   */
  scope: z.enum(['public', 'private'], 'must be public or private'),
  /** Only entities of these types; default: all of the subgraph. */
  types: z.array(settingName).min(1).optional(),
  /** The longest that an answer counts as fresh, whatever the subgraph says. */
  maxAgeSeconds: count(1, 7 * DAY_S).default(3_600),
  /** The longest that an answer may be used after that, whatever the subgraph says; 0: never. */
  staleSeconds: count(0, 7 * DAY_S).default(DAY_S),
});

export type CachedSubgraph = z.output<typeof cachedSubgraph>;

/** What the gateway keeps of what subgraphs answered about entities; without subgraphs, nothing. */
export const cacheSettings = z
  .strictObject({
    /** Subgraph → what of it may be kept. */
    subgraphs: z.record(settingName, cachedSubgraph).default({}),
    /** Names and seals entries; default: derived from the gateway's `contextSecret`. */
    secret: z
      .string('must be at least 32 bytes in base64')
      .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'must be base64')
      .refine((text) => Buffer.from(text, 'base64').byteLength >= 32, 'must be at least 32 bytes in base64')
      .optional(),
    /** Where: in this process, or in the Redis that the setting `redis` names; default Redis where there is one. */
    store: z.enum(['memory', 'redis'], 'must be memory or redis').optional(),
    /** Of the store in memory. */
    memoryBytes: count(1_024, 2 ** 34).default(64 * 2 ** 20),
    /** A larger entity is not kept. */
    entryBytes: count(256, 2 ** 24).default(65_536),
    /** How long a request waits for the store; then it goes on without it. */
    timeoutMs: count(1, 1_000).default(30),
    /** Refreshes behind the back of requests, at a time. */
    refreshes: count(0, 10_000).default(32),
  })
  // In Redis it is Redis that bounds its memory.
  .refine(({ store, entryBytes, memoryBytes }) => store === 'redis' || entryBytes <= memoryBytes, {
    path: ['entryBytes'],
    message: 'must not be above memoryBytes',
  });

export type CacheSettings = z.output<typeof cacheSettings>;
