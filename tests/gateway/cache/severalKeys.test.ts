import { afterEach, describe, expect, it } from 'vitest';
import { cacheSettings } from '../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../gateway/cache/EntityCache.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { federationLink } from '../../support/federationLink.ts';
import type { TestSubgraph } from '../../support/serveTestSubgraph.ts';
import { startTestFederation } from '../../support/startTestFederation.ts';
import { CountedCache } from './support/CountedCache.ts';

const accountOf = (id: string) => ({ id, jurisdiction: '430700', holderId: `h-${id}` });
const ACCOUNTS: TestSubgraph = {
  sdl: `${federationLink}
    type Query { account(id: ID!): Account }
    type Mutation { touch(id: ID!): Account }
    type Account @key(fields: "id") @key(fields: "jurisdiction holderId") {
      id: ID!  jurisdiction: ID!  holderId: ID! }`,
  resolvers: {
    Query: { account: (_: unknown, { id }: { id: string }) => accountOf(id) },
    Mutation: { touch: (_: unknown, { id }: { id: string }) => accountOf(id) },
  },
};
/** Each knows an account by another key, and says how often it has been asked. */
const kept = (key: string, field: string): TestSubgraph => {
  let asked = 0;
  return {
    sdl: `${federationLink}
      type Account @key(fields: "${key}") { ${key
        .split(' ')
        .map((name) => `${name}: ID!`)
        .join(' ')} ${field}: Int }`,
    resolvers: { Account: { __resolveReference: (given: object) => ({ ...given, [field]: ++asked }) } },
    intercept: (_, response) => {
      response.setHeader('cache-control', 'public, max-age=60');
    },
  };
};

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openAccounts() {
  const cache = new EntityCache({
    settings: cacheSettings.parse({ subgraphs: { worths: { scope: 'public' }, sizes: { scope: 'public' } } }),
    secret: Buffer.alloc(32),
    store: new MemoryStore(1_000_000),
    windows: new MaintenanceWindows([]),
    observer: new CountedCache(),
    partitionField: () => 'jurisdiction',
  });
  const federation = await startTestFederation(
    { accounts: ACCOUNTS, worths: kept('id', 'worth'), sizes: kept('jurisdiction holderId', 'size') },
    { entityCache: cache },
  );
  closing.push(federation.close);
  const read = async (field: string) =>
    Object((await federation.run(`{ account(id: "a") { ${field} } }`)).data?.['account'])[field];
  return { ...federation, cache, read };
}

describe('an entity that has several keys, one of them with its place', () => {
  it.each(['id', 'id jurisdiction', 'id jurisdiction holderId'])(
    'is dropped when the answer of a mutation names its %s',
    async (fields) => {
      const accounts = await openAccounts();
      expect([await accounts.read('worth'), await accounts.read('worth')]).toEqual([1, 1]);

      expect((await accounts.run(`mutation { touch(id: "a") { ${fields} } }`)).errors).toBeUndefined();

      expect(await accounts.read('worth')).toBe(2);
    },
  );

  it.each([
    [{ id: 'a' }, 2],
    [accountOf('a'), 2],
    // Where it is nobody knows of one that is found by its id.
    [{ jurisdiction: '430700' }, 2],
    [{ ...accountOf('a'), id: 'b' }, 1],
  ])('is dropped when somebody names %o', async (key, asked) => {
    const accounts = await openAccounts();
    await accounts.read('worth');

    await accounts.cache.invalidate([{ typename: 'Account', key }], 'admin');

    expect(await accounts.read('worth')).toBe(asked);
  });
});

describe('an entity whose key has its place, of a subgraph with one endpoint', () => {
  it('is kept as its endpoint says, and dropped by its place and holder', async () => {
    const accounts = await openAccounts();
    expect([await accounts.read('size'), await accounts.read('size')]).toEqual([1, 1]);

    await accounts.run('mutation { touch(id: "a") { jurisdiction holderId } }');
    expect(await accounts.read('size')).toBe(2);
    await accounts.cache.invalidate(
      [{ typename: 'Account', key: { jurisdiction: '430100', holderId: 'h-a' } }],
      'admin',
    );
    expect(await accounts.read('size')).toBe(2);
  });
});
