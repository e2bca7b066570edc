import { afterEach, expect, it } from 'vitest';
import { cacheSettings } from '../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../gateway/cache/EntityCache.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { federationLink } from '../../support/federationLink.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestFederation } from '../../support/startTestFederation.ts';
import { CountedCache } from './support/CountedCache.ts';

const typeOf = (id: string) => ({ __typename: id.startsWith('v') ? 'Voucher' : 'Product', id });
const SHOP: TestSubgraph = {
  sdl: `${federationLink}
    type Query { things(ids: [ID!]!): [Thing] }
    type Mutation { touchProduct(id: ID!): Product  touch(id: ID!): Thing }
    interface Thing @key(fields: "id") { id: ID! }
    type Product implements Thing @key(fields: "id") { id: ID! }
    type Voucher implements Thing @key(fields: "id") { id: ID! }`,
  resolvers: {
    Query: { things: (_: unknown, { ids }: { ids: string[] }) => ids.map(typeOf) },
    Mutation: {
      touchProduct: (_: unknown, { id }: { id: string }) => ({ id }),
      touch: (_: unknown, { id }: { id: string }) => typeOf(id),
    },
  },
};
/** Knows things without their types, and says how often it has been asked. */
const stars = (): TestSubgraph => {
  let asked = 0;
  return {
    sdl: `${federationLink} type Thing @interfaceObject @key(fields: "id") { id: ID! stars: Int }`,
    resolvers: { Thing: { __resolveReference: (given: object) => ({ ...given, stars: ++asked }) } },
    intercept: (_, response) => {
      response.setHeader('cache-control', 'public, max-age=60');
    },
  };
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

it.each(['touchProduct(id: "p1") { id }', 'touch(id: "p1") { __typename id }', 'touch(id: "p1") { id }'])(
  'an entity that a subgraph knows by an interface alone is dropped by a mutation that names it: %s',
  async (field) => {
    const told: unknown[] = [];
    const cache = new EntityCache({
      settings: cacheSettings.parse({ subgraphs: { stars: { scope: 'public' } } }),
      secret: Buffer.alloc(32),
      store: new MemoryStore(1_000_000),
      windows: new MaintenanceWindows([]),
      observer: new CountedCache(),
      partitionField: () => 'jurisdiction',
      tellOthers: async (entities) => {
        told.push(...entities);
        return true;
      },
    });
    const federation = await startTestFederation({ shop: SHOP, stars: stars() }, { entityCache: cache });
    closing.push(federation.close);
    const read = async () =>
      (await federation.run('{ things(ids: ["p1", "v1"]) { stars } }')).data?.['things'];
    const before = [{ stars: 1 }, { stars: 2 }];
    expect([await read(), await read()]).toEqual([before, before]);

    expect((await federation.run(`mutation { ${field} }`)).errors).toBeUndefined();

    expect(await read()).toEqual([{ stars: 3 }, { stars: 2 }]);
    expect(told).toContainEqual({ typename: 'Thing', key: { id: 'p1' } });
  },
);
