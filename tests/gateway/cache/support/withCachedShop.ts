import { GraphQLError } from 'graphql';
import { afterEach } from 'vitest';
import type { CallContextCaller } from '../../../../domain/callContext.ts';
import { cacheSettings } from '../../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../../gateway/cache/EntityCache.ts';
import type { CacheStore } from '../../../../gateway/cache/store/CacheStore.ts';
import { GuardedStore } from '../../../../gateway/cache/store/GuardedStore.ts';
import { MemoryStore } from '../../../../gateway/cache/store/MemoryStore.ts';
import { MaintenanceWindows } from '../../../../gateway/maintenance/MaintenanceWindows.ts';
import { HttpUpstreamClient } from '../../../../gateway/upstream/HttpUpstreamClient.ts';
import { federationLink } from '../../../support/federationLink.ts';
import { startTestFederation, type TestFederation } from '../../../support/startTestFederation.ts';
import { CountedCache } from './CountedCache.ts';

/** A shop whose prices come from a subgraph that may be kept; a test changes what it says while it runs. */
export interface CachedShop extends TestFederation {
  readonly cache: EntityCache;
  readonly counts: CountedCache;
  /** Mutable: how the subgraph of prices answers now. */
  readonly prices: PriceServer;
  /** Ids asked for in each call to the subgraph of prices, since last taken. */
  takeAsked(): readonly (readonly string[])[];
  /** Lets time go by. */
  pass(seconds: number): void;
}

interface ShopOptions {
  readonly store?: CacheStore;
  readonly secret?: string;
  readonly refreshMs?: number;
}

export interface PriceServer {
  cacheControl: string | undefined;
  values: Record<string, number | null>;
  /** Waited for before an answer is made. */
  before: () => Promise<void> | void;
  /** Waited for when the price is known. */
  after: () => Promise<void> | void;
  /** Ids whose price is an error. */
  broken: readonly string[];
  /** Code of an error instead of all entities. */
  away: string | undefined;
  /** Whether an error comes with every answer that says no place, or one that is no entity. */
  isVague: boolean;
  vaguePath: readonly string[] | undefined;
}

const SHOP = `${federationLink}
  type Query { products(ids: [ID!]!): [Product]  things(ids: [ID!]!): [Thing] }
  type Mutation { rename(id: ID!, name: String!): Product  renameThing(id: ID!): Thing  renameAll(code: String!): Product  renameSome(ids: [ID!]!): [[Product]]  strictly: Product! }
  interface Thing { id: ID! }
  type Product implements Thing @key(fields: "id") { id: ID!  name: String  strict: String! }
  type Voucher implements Thing @key(fields: "id") { id: ID!  name: String }`;
const PRICES = `${federationLink}
  type Product @key(fields: "id") { id: ID!  price: Int  label(in: String = "yuan", short: Boolean): String }
  type Voucher @key(fields: "id") { id: ID!  worth: Int }`;

const refuse = () => {
  throw new GraphQLError('x', { extensions: { code: 'FORBIDDEN' } });
};

/** @param settings - of the cached subgraph `prices`; `scope: 'public'` by default. */
export function withCachedShop() {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  return async function openShop(
    settings: Readonly<Record<string, unknown>> = {},
    { store, secret = 'one', refreshMs = 5_000 }: ShopOptions = {},
  ): Promise<CachedShop> {
    let time = Date.parse('2026-03-01T00:00:00Z');
    const now = () => time;
    const counts = new CountedCache();
    const prices: PriceServer = {
      cacheControl: 'public, max-age=60',
      values: { a: 1, b: 2, c: 3 },
      before: () => undefined,
      after: () => undefined,
      broken: [],
      away: undefined,
      isVague: false,
      vaguePath: undefined,
    };
    const { subgraph = {}, ...others } = settings;
    const parsed = cacheSettings.parse({
      subgraphs: { prices: { scope: 'public', ...Object(subgraph) } },
      ...others,
    });
    const client = new HttpUpstreamClient();
    const cache = new EntityCache({
      settings: parsed,
      secret: Buffer.alloc(32, secret),
      store: store ?? new GuardedStore(new MemoryStore(parsed.memoryBytes, now), { timeoutMs: 5_000 }),
      windows: new MaintenanceWindows([]),
      observer: counts,
      partitionField: () => 'jurisdiction',
      refreshMs,
      now,
      onChange: () => client.forgetReads(),
    });
    const asked: string[][] = [];
    const federation = await startTestFederation(
      {
        shop: {
          sdl: SHOP,
          resolvers: {
            Query: {
              products: (_: unknown, { ids }: { ids: string[] }) =>
                ids.map((id) => ({ id, name: `n-${id}` })),
              things: (_: unknown, { ids }: { ids: string[] }) =>
                ids.map((id) => ({ __typename: id.startsWith('v') ? 'Voucher' : 'Product', id })),
            },
            Mutation: {
              rename: (_: unknown, product: { id: string; name: string }) => product,
              renameThing: (_: unknown, { id }: { id: string }) => ({ __typename: 'Product', id }),
              renameSome: (_: unknown, { ids }: { ids: string[] }) => [null, ids.map((id) => ({ id }))],
              renameAll: (_: unknown, { code }: { code: string }) => {
                throw new GraphQLError('x', { extensions: { code } });
              },
              strictly: refuse,
            },
            Product: { strict: refuse },
          },
        },
        prices: {
          sdl: PRICES,
          resolvers: {
            Product: {
              __resolveReference: ({ id }: { id: string }) => {
                const price = prices.values[id];
                return price === null ? null : { id, price };
              },
              price: async ({ id, price }: { id: string; price: number }) => {
                if (prices.broken.includes(id)) throw new Error('no price');
                await prices.after();
                return price;
              },
              label: ({ price }: { price: number }, args: { in: string; short?: boolean }) =>
                `${price} ${args.short ? args.in.slice(0, 1) : args.in}`,
            },
            Voucher: { __resolveReference: ({ id }: { id: string }) => ({ id, worth: 5 }) },
          },
          intercept: async ({ variables }, response) => {
            const { representations } = variables as { representations: { id: string }[] };
            asked.push(representations.map(({ id }) => id));
            await prices.before();
            if (prices.cacheControl !== undefined) response.setHeader('cache-control', prices.cacheControl);
          },
          answer: (answer, { variables }) => {
            if (prices.isVague)
              return {
                ...answer,
                errors: [{ message: 'something', ...(prices.vaguePath && { path: prices.vaguePath }) }],
              };
            if (prices.away === undefined) return answer;
            const { representations } = variables as { representations: unknown[] };
            const extensions = { code: prices.away };
            return {
              data: { _entities: representations.map(() => null) },
              errors: representations.map((_, index) => ({
                message: 'x',
                path: ['_entities', index],
                extensions,
              })),
            };
          },
        },
      },
      { entityCache: cache, client },
    );
    closing.push(async () => {
      cache.close();
      await federation.close();
    });
    return {
      ...federation,
      cache,
      counts,
      prices,
      takeAsked: () => asked.splice(0),
      pass: (seconds) => {
        time += seconds * 1_000;
      },
    };
  };
}

/** Someone who asks. */
export const callerOf = (given: Partial<CallContextCaller> = {}): CallContextCaller => ({
  issuer: 'https://identity.example',
  subject: 'u-1',
  portal: 'portal-1',
  purpose: 'self',
  scopes: ['read', 'write'],
  ...given,
});
