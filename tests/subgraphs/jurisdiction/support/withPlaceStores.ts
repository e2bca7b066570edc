import { createHash } from 'node:crypto';
import { pino } from 'pino';
import { afterEach, beforeAll, beforeEach } from 'vitest';
import type { PlaceStore } from '../../../../adapters/inbound/PlaceStore.ts';
import { parseDivisionCode } from '../../../../domain/divisionCode.ts';
import { PlaceStores, type PlaceStoresOptions } from '../../../../subgraphs/jurisdiction/PlaceStores.ts';
import { withPostgres } from '../../../support/withPostgres.ts';
import { queryDatabase } from '../../people/queryDatabase.ts';

export const HUNAN = parseDivisionCode('430000');
export const ANHUI = parseDivisionCode('340000');

export const STORE_KEY = new Uint8Array(createHash('sha256').update('store key of tests').digest());

/** The stores over a real database for the tests of the calling file; each test has an empty database of its own. */
export function withPlaceStores() {
  const postgres = withPostgres();
  const opened: PlaceStores[] = [];
  const logged: string[] = [];
  const logger = pino({ level: 'debug' }, { write: (line: string) => void logged.push(line) });
  let template = '';
  let databaseUrl = '';

  beforeAll(async () => {
    template = await postgres.createDatabase();
    const stores = await PlaceStores.open({ ...defaults(), databaseUrl: template });
    await stores.close();
  });
  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase(template);
  });
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((stores) => stores.close()));
    logged.length = 0;
  });

  function defaults() {
    return {
      storeKey: STORE_KEY,
      subgraph: 'public-security',
      jurisdictions: [HUNAN, ANHUI],
      retentionDays: 90,
      logger,
    };
  }

  /** Another replica of the server, with a pool of its own. */
  async function open(given: Partial<PlaceStoresOptions> = {}): Promise<PlaceStores> {
    const stores = await PlaceStores.open({ ...defaults(), databaseUrl, ...given });
    opened.push(stores);
    return stores;
  }

  return {
    logged,
    open,
    openPlace: async (given: Partial<PlaceStoresOptions> = {}): Promise<PlaceStore> =>
      (await open(given)).storeFor(HUNAN),
    /** Runs one statement on the running test's database. */
    query: (sql: string) => queryDatabase(databaseUrl, sql),
    databaseUrl: () => databaseUrl,
    /** An empty database without tables, until the test is over. */
    useEmptyDatabase: async () => {
      databaseUrl = await postgres.createDatabase();
    },
  };
}
