import { GraphQLError } from 'graphql';
import { afterEach, describe, expect, it } from 'vitest';
import { cacheSettings } from '../../../gateway/cache/cacheSettings.ts';
import { EntityCache } from '../../../gateway/cache/EntityCache.ts';
import { MemoryStore } from '../../../gateway/cache/store/MemoryStore.ts';
import type { EntityFetcher } from '../../../gateway/execute/EntityFetcher.ts';
import { MaintainedEntityFetcher } from '../../../gateway/maintenance/MaintainedEntityFetcher.ts';
import { MaintenanceWindows } from '../../../gateway/maintenance/MaintenanceWindows.ts';
import { maintenanceSettings } from '../../../gateway/maintenance/maintenanceSettings.ts';
import { createPartitionRouter } from '../../../gateway/partition/createPartitionRouter.ts';
import { PartitionTable } from '../../../gateway/partition/PartitionTable.ts';
import { createGeneration } from '../../../gateway/plan/createGeneration.ts';
import { HttpUpstreamClient } from '../../../gateway/upstream/HttpUpstreamClient.ts';
import { composeTest } from '../../support/composeTest.ts';
import { createTestContext } from '../../support/createTestContext.ts';
import { federationLink } from '../../support/federationLink.ts';
import { type ServedSubgraph, serveTestSubgraph } from '../../support/serveTestSubgraph.ts';
import { createEntityFetch } from '../partition/createEntityFetch.ts';
import { CountedCache } from './support/CountedCache.ts';
import { callerOf } from './support/withCachedShop.ts';

const SDL = `${federationLink}
  type Query { ok: Boolean }
  type Record @key(fields: "jurisdiction holderId identity") {
    jurisdiction: ID!  holderId: ID!  identity: ID!  balance: Int }`;
const NOON = Date.parse('2026-03-01T04:00:00Z');

/** A place's server; a test changes what it says. */
interface Place {
  cacheControl: string;
  balance: number;
  isAway: boolean;
  /** Code of an error instead of every record. */
  refusal: string | undefined;
  readonly served: ServedSubgraph;
}

const closing: (() => Promise<unknown> | unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function servePlace(balance: number, cacheControl: string): Promise<Place> {
  const place: Omit<Place, 'served'> = { cacheControl, balance, isAway: false, refusal: undefined };
  const served = await serveTestSubgraph({
    sdl: SDL,
    resolvers: {
      Record: {
        __resolveReference: (key: { holderId: string }) => {
          const { refusal: code } = place;
          if (code !== undefined) throw new GraphQLError('x', { extensions: { code } });
          return key.holderId === 'gone' ? null : { ...key, balance: place.balance };
        },
      },
    },
    intercept: ({ query }, response) => {
      if (query.includes('_service')) return;
      response.setHeader('cache-control', place.cacheControl);
      if (place.isAway) response.writeHead(503, { 'content-type': 'text/html' }).end('<p>away</p>');
    },
  });
  closing.push(served.close);
  return Object.assign(place, { served });
}

/** Two places behind one gateway: Hunan, and its city Changde with a server of its own. */
async function openCountry(maintenance: readonly unknown[] = [], { mayChange = false } = {}) {
  let time = NOON;
  const now = () => time;
  const hunan = await servePlace(43, 'private, max-age=60, stale-if-error=600, absent-max-age=5');
  const changde = await servePlace(4307, 'private, max-age=10');
  const client = new HttpUpstreamClient();
  const urls = new Map([
    ['43', hunan.served.url],
    ['4307', changde.served.url],
  ]);
  const router = createPartitionRouter({
    client,
    partitions: {
      table: () => new PartitionTable(new Map([['housing-fund', urls]])),
      close: () => undefined,
    },
  });
  closing.push(() => client.close(), router.close);
  const windows = new MaintenanceWindows(maintenanceSettings.parse(maintenance), { mayChange });
  const partitionField = () => 'jurisdiction';
  const counts = new CountedCache();
  const cache = new EntityCache({
    settings: cacheSettings.parse({ subgraphs: { 'housing-fund': { scope: 'private' } } }),
    secret: Buffer.alloc(32),
    store: new MemoryStore(1_000_000, now),
    windows,
    observer: counts,
    partitionField,
    now,
  });
  const inner = router.fetcherFor('housing-fund');
  if (inner === undefined) throw new Error('not partitioned');
  const maintained: EntityFetcher = new MaintainedEntityFetcher({ inner, windows, partitionField, now });
  const generation = createGeneration(
    composeTest([{ name: 'housing-fund', sdl: SDL, url: 'http://unused' }]),
    10,
  );
  const fetcher = cache.around('housing-fund', maintained, generation);
  const context = () => createTestContext({ caller: callerOf() });
  return {
    hunan,
    changde,
    cache,
    counts,
    announce: (...announced: readonly unknown[]) => windows.take(maintenanceSettings.parse(announced)),
    pass: (seconds: number) => {
      time += seconds * 1_000;
    },
    /** Balances or error codes, and what the client is told of them. */
    ask: async (...records: readonly (readonly [string, string])[]) => {
      const representations = records.map(([jurisdiction, holderId]) => ({
        __typename: 'Record',
        jurisdiction,
        holderId,
        identity: 'sealed',
      }));
      const request = context();
      const fetch = createEntityFetch('... on Record { balance }', representations);
      const outcomes = await fetcher.fetchEntities(fetch, request, request.signal);
      const told = outcomes.map((outcome) =>
        outcome.kind === 'entity' ? outcome.value['balance'] : codeAndTime(outcome),
      );
      return { told, stale: cache.extensionsOf(request)?.['cache'] };
    },
    /** Entity calls to each of the two since last asked. */
    takeCalls: () => [hunan, changde].map(({ served }) => served.requests.filter(isEntityCall).length),
  };
}

const isEntityCall = ({ query }: { readonly query: string }) => query.includes('_entities');
const codeAndTime = (outcome: object) => {
  const { extensions } = Object(Object(outcome).error);
  return [extensions.code, extensions.retryAfter].filter((part) => part !== undefined).join(' ');
};

describe('entities of places', () => {
  it('are kept by what their own endpoint says; a record that is not there only while the place says so', async () => {
    const country = await openCountry();
    const all = [
      ['430100', 'h'],
      ['430700', 'h'],
      ['430100', 'gone'],
    ] as const;

    expect((await country.ask(...all)).told).toEqual([43, 4307, 'NOT_FOUND']);
    expect((await country.ask(...all)).told).toEqual([43, 4307, 'NOT_FOUND']);
    expect(country.takeCalls()).toEqual([1, 1]);
    country.pass(11);
    expect((await country.ask(...all)).told).toEqual([43, 4307, 'NOT_FOUND']);
    expect(country.takeCalls()).toEqual([2, 2]);
    expect(country.counts.take()).toEqual({ miss: 5, kept: 5, hit: 4 });
  });

  it('are dropped by holder and place, without knowing how an identity is sealed there', async () => {
    const country = await openCountry();
    const all = [
      ['430100', 'h'],
      ['430100', 'i'],
      ['430700', 'h'],
    ] as const;
    await country.ask(...all);

    await country.cache.invalidate(
      [{ typename: 'Record', key: { jurisdiction: '430100', holderId: 'h' } }],
      'admin',
    );
    await country.ask(...all);
    expect(country.takeCalls()).toEqual([2, 1]);
    await country.cache.invalidate([{ typename: 'Record', key: { jurisdiction: '430700' } }], 'admin');
    await country.ask(...all);
    expect(country.takeCalls()).toEqual([2, 2]);
    await country.cache.invalidate([{ typename: 'Record', key: {} }], 'admin');
    await country.ask(...all);
    expect(country.takeCalls()).toEqual([3, 3]);
  });

  it('are answered with their age while the place is away, and theirs only', async () => {
    const country = await openCountry();
    const all = [
      ['430100', 'h'],
      ['430700', 'h'],
    ] as const;
    await country.ask(...all);
    country.hunan.isAway = true;
    country.changde.balance = 1;
    country.pass(100);

    expect(await country.ask(...all, ['430100', 'unknown'])).toEqual({
      told: [43, 1, 'JURISDICTION_BAD_RESPONSE'],
      stale: [noteOf('430100', 'JURISDICTION_BAD_RESPONSE', 100)],
    });
    await country.hunan.served.close();
    expect((await country.ask(...all)).stale).toEqual([noteOf('430100', 'JURISDICTION_UNAVAILABLE', 100)]);
  });

  it.each(['CONSENT_REQUIRED', 'FORBIDDEN', 'NOT_FOUND'])(
    'are not answered stale any more once the place has said %s',
    async (code) => {
      const country = await openCountry();
      country.hunan.cacheControl = 'private, max-age=60, stale-while-revalidate=600, stale-if-error=600';
      const ask = () => country.ask(['430100', 'h']);
      await ask();
      country.pass(70);
      country.hunan.refusal = code;

      expect((await ask()).told).toEqual([43]);
      await expect.poll(async () => (await ask()).told).toEqual([code]);
      country.hunan.isAway = true;
      expect(await ask()).toEqual({ told: ['JURISDICTION_BAD_RESPONSE'], stale: undefined });
    },
  );
});

describe('a place in maintenance', () => {
  const window = { division: '43', from: '2026-03-01T12:05:00+08:00', to: '2026-03-01T13:00:00+08:00' };
  const h = ['430100', 'h'] as const;

  it('is not asked; what is kept of it is answered with its age until the window ends, all else comes back then', async () => {
    const country = await openCountry([window]);
    country.hunan.cacheControl = 'private, max-age=60, stale-if-error=600, stale-while-revalidate=500';
    await country.ask(h);
    country.pass(301);
    expect(await country.ask(h, ['430100', 'i'])).toEqual({
      told: [43, 'JURISDICTION_UNAVAILABLE 3299'],
      stale: [noteOf('430100', 'MAINTENANCE', 301)],
    });
    // Longer than the place allowed while it is only away.
    country.pass(3_298);
    expect((await country.ask(h)).stale).toEqual([noteOf('430100', 'MAINTENANCE', 3_599)]);
    expect(country.takeCalls()).toEqual([1, 0]);
    country.hunan.balance = 44;
    country.pass(1);

    expect(await country.ask(h)).toEqual({ told: [44], stale: undefined });
    expect(country.takeCalls()).toEqual([2, 0]);
  });

  it('is not answered for from what it never allowed to be stale, nor when it fails outside of the window', async () => {
    const country = await openCountry([window]);
    country.hunan.cacheControl = 'private, max-age=60';
    await country.ask(h, ['430700', 'h']);
    country.pass(301);
    expect((await country.ask(h, ['430700', 'h'])).told).toEqual([
      'JURISDICTION_UNAVAILABLE 3299',
      'JURISDICTION_UNAVAILABLE 3299',
    ]);

    const other = await openCountry([{ ...window, from: '2026-03-01T12:09:00+08:00', division: '4301' }]);
    other.hunan.cacheControl = 'private, max-age=60, stale-if-error=500';
    await other.ask(h);
    other.hunan.isAway = true;
    other.pass(539);
    expect((await other.ask(h)).stale).toEqual([noteOf('430100', 'JURISDICTION_BAD_RESPONSE', 539)]);
    expect((await other.ask(['430700', 'h'])).told).toEqual([4307]);
  });

  it('is answered for until the window ends also when that is announced later, moved, or called off', async () => {
    const day = 86_400;
    const open = { ...window, from: '2026-03-01T12:10:59+08:00', to: '2026-03-03T12:00:00+08:00' };
    const country = await openCountry([], { mayChange: true });
    await country.ask(h);

    country.pass(700);
    country.announce({ ...open, from: '2026-03-01T12:11:00+08:00' });
    expect((await country.ask(h)).told).toEqual([`JURISDICTION_UNAVAILABLE ${2 * day - 700}`]);
    country.announce(open);
    expect((await country.ask(h)).stale).toEqual([noteOf('430100', 'MAINTENANCE', 700)]);
    country.pass(day - 41);
    expect((await country.ask(h)).stale).toEqual([noteOf('430100', 'MAINTENANCE', day + 659)]);
    // What was announced only afterwards is kept for a day more.
    country.pass(1);
    expect((await country.ask(h)).told).toEqual([`JURISDICTION_UNAVAILABLE ${day - 660}`]);
    country.announce();
    expect((await country.ask(h)).told).toEqual([43]);
  });

  it.each([
    [{ ...window, division: '430' }, 'must be 2, 4 or 6 digits'],
    [{ ...window, from: '2026-03-01T12:00:00' }, 'must be an instant with its zone'],
    [{ ...window, to: window.from }, 'must end after it begins'],
    [{ ...window, services: [] }, 'services'],
  ])('is refused in the configuration when it is %s', (given, reason) => {
    expect(JSON.stringify(maintenanceSettings.safeParse([given]).error?.issues)).toContain(reason);
  });

  it('is found by its division and services, of several windows the one that ends last', () => {
    const windows = new MaintenanceWindows(
      maintenanceSettings.parse([
        window,
        { ...window, division: '430100', to: '2026-03-01T14:00:00+08:00' },
        { ...window, division: '110000', services: ['people'] },
      ]),
    );
    const at = (service: string, place: string, seconds: number) =>
      windows.at(service, place, NOON + seconds * 1_000)?.to ?? null;

    expect([
      at('housing-fund', '430700', 300),
      at('housing-fund', '430100', 300),
      at('housing-fund', '110000', 300),
      at('people', '110101', 300),
      at('housing-fund', '430700', 299),
      at('housing-fund', '430700', 3_600),
    ]).toEqual([NOON + 3_600_000, NOON + 7_200_000, null, NOON + 3_600_000, null, null]);
  });
});

const noteOf = (jurisdiction: string, reason: string, ageSeconds: number) => ({
  service: 'housing-fund',
  jurisdiction,
  stale: true,
  reason,
  ageSeconds,
  entities: 1,
});
