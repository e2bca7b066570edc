import { pino } from 'pino';
import { afterEach, expect, it } from 'vitest';
import { connectCases } from '../../../adapters/connect.ts';
import type { Inbound } from '../../../adapters/inbound/Inbound.ts';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { readPartitionedConfig } from '../../../subgraphs/jurisdiction/partitionedConfig.ts';
import {
  type PartitionedOptions,
  type PartitionedServer,
  servePartitioned,
} from '../../../subgraphs/jurisdiction/servePartitioned.ts';
import { deriveContextKey } from '../../../subgraphs/serving/deriveContextKey.ts';
import { signTestContext } from '../serving/signTestContext.ts';
import { testContext } from '../serving/testContext.ts';
import { message } from './support/messages.ts';
import { STORE_KEY, withPlaceStores } from './support/withPlaceStores.ts';

interface Port {
  readonly inbound?: Inbound;
}

const stores = withPlaceStores();
const running: PartitionedServer[] = [];
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');

afterEach(async () => {
  await Promise.all(running.splice(0).map((server) => server.stop()));
});

/** Serves Hunan and Anhui, each connected by `connect`. */
async function serve(
  connect: PartitionedOptions<Port, object>['connect'],
  settings: Readonly<Record<string, unknown>> = {},
): Promise<PartitionedServer> {
  const place = { dialect: 'any', url: 'http://127.0.0.1:1', inbound: { port: 0 } };
  const server = await servePartitioned<Port, object>({
    subgraph: 'housing-fund',
    config: readPartitionedConfig('housing-fund', {
      places: ['430000', '340000'].map((jurisdiction) => ({ ...place, jurisdiction })),
      contextKey: { master: base64(STORE_KEY) },
      identityKeys: { master: base64(STORE_KEY) },
      ...settings,
    }),
    logger: pino({ level: 'silent' }),
    resolvers: {},
    connect,
    connectCases,
    createContext: () => ({}),
  });
  running.push(server);
  return server;
}

const withDatabase = () => ({ databaseUrl: stores.databaseUrl(), storeKey: base64(STORE_KEY) });
const openConnections = () =>
  stores.query(
    `select count(*)::int as open from pg_stat_activity where application_name like 'tongban-housing-fund-%'`,
  );
const isReady = (url: string) =>
  fetch(`${url}/ready`).then(
    ({ status }) => status === 200,
    () => false,
  );

it('gives each place its own store, and says where systems reach us', async () => {
  const given = new Map<string, PlaceStore | null>();
  const server = await serve(({ jurisdiction }, { store }) => {
    given.set(jurisdiction, store);
    const url = jurisdiction === '430000' ? 'http://127.0.0.1:9/in' : null;
    return { inbound: { start: async () => ({ url, stop: async () => undefined }) } };
  }, withDatabase());
  for (const store of given.values()) await store?.inbox.take(message('1'));

  expect(server.inbound).toEqual({ '430000': 'http://127.0.0.1:9/in' });
  expect(server.partitions).toEqual({
    '43': `${server.url}/43/graphql`,
    '34': `${server.url}/34/graphql`,
  });
  expect(
    await stores.query('select subgraph, jurisdiction, id from jurisdiction.messages order by jurisdiction'),
  ).toEqual([
    { subgraph: 'housing-fund', jurisdiction: '340000', id: '1' },
    { subgraph: 'housing-fund', jurisdiction: '430000', id: '1' },
  ]);
});

it('needs no database where no place needs one', async () => {
  const given: unknown[] = [];
  const server = await serve((_, { store }) => {
    given.push(store);
    return {};
  });

  expect(given).toEqual([null, null]);
  expect(server.inbound).toEqual({});
});

it('gives up what reads need after the last read, also where stopping a listener failed', async () => {
  const seen: unknown[] = [];
  const server = await serve(
    ({ jurisdiction }, { store }) => ({
      inbound: {
        start: async () => ({
          url: null,
          stop: async () => {
            if (jurisdiction === '430000') throw new Error('the listener failed');
            await store?.inbox.take(message('1'));
            seen.push('stopped');
          },
          close: async () => {
            seen.push(await isReady(server.url), await store?.inbox.take(message(jurisdiction)));
          },
        }),
      },
    }),
    withDatabase(),
  );

  await expect(server.stop()).rejects.toThrow('the listener failed');
  running.length = 0;

  expect(seen.toSorted()).toEqual(['TAKEN', 'TAKEN', false, false, 'stopped']);
  expect(seen[0]).toBe('stopped');
  await expect.poll(openConnections).toEqual([{ open: 0 }]);
});

it('stops what systems send before the server and the store, once', async () => {
  const seen: unknown[] = [];
  const server = await serve(
    ({ jurisdiction }, { store }) => ({
      inbound: {
        start: async () => ({
          url: null,
          stop: async () => {
            seen.push(await isReady(running[0]?.url ?? ''), await store?.inbox.take(message(jurisdiction)));
          },
        }),
      },
    }),
    withDatabase(),
  );
  await Promise.all([server.stop(), server.stop()]);

  expect(seen).toEqual([true, 'TAKEN', true, 'TAKEN']);
  expect(await isReady(server.url)).toBe(false);
});

it('says in one line which place cannot begin, and leaves nothing running', async () => {
  const log: string[] = [];
  let url = '';
  const failing = serve(
    ({ jurisdiction }, { store }) => ({
      inbound: {
        start: async () => {
          if (jurisdiction === '430000') throw new Error('cannot listen on 127.0.0.1:7: EADDRINUSE\nat …');
          url = 'started';
          return {
            url,
            stop: async () => {
              log.push(`${jurisdiction} stopped`, (await store?.inbox.take(message('1'))) ?? '');
            },
          };
        },
      },
    }),
    withDatabase(),
  );

  await expect(failing).rejects.toThrow(
    /^place 430000: what its system sends cannot be taken \(cannot listen on 127\.0\.0\.1:7: EADDRINUSE\)$/,
  );
  expect(log).toEqual(['340000 stopped', 'TAKEN']);
  await expect.poll(openConnections).toEqual([{ open: 0 }]);
});

it('refuses a place that cannot be connected, and leaves the database', async () => {
  await expect(
    serve(() => {
      throw new TongbanError('BAD_USER_INPUT', 'place 430000: databaseUrl: this dialect needs one');
    }, withDatabase()),
  ).rejects.toThrow(/^place 430000: databaseUrl: this dialect needs one$/);
  await expect.poll(openConnections).toEqual([{ open: 0 }]);
});

it('lets gateways keep what it answers only where its operator says so, and no refusal', async () => {
  const cached = await serve(() => ({}), { cache: { seconds: 60, staleSeconds: 600 } });
  const plain = await serve(() => ({}));
  const ask = async (url: string, audience: string) => {
    const response = await fetch(`${url}/43/graphql`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'tongban-context': signTestContext(
          testContext(audience),
          deriveContextKey(STORE_KEY, 'housing-fund/43'),
        ),
      },
      body: JSON.stringify({ query: '{ _service { sdl } }' }),
    });
    return [response.status, response.headers.get('cache-control')];
  };

  expect(await ask(cached.url, 'housing-fund/43')).toEqual([200, 'private, max-age=60, stale-if-error=600']);
  expect(await ask(cached.url, 'people')).toEqual([401, 'no-store']);
  expect(await ask(plain.url, 'housing-fund/43')).toEqual([200, 'no-store']);
});
