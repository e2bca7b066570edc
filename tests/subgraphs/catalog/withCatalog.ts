import { pino } from 'pino';
import { afterAll, beforeAll } from 'vitest';
import { readCatalogConfig } from '../../../subgraphs/catalog/config.ts';
import { startCatalog } from '../../../subgraphs/catalog/main.ts';
import type { SubgraphServer } from '../../../subgraphs/serveSubgraph.ts';
import { withPostgres } from '../../support/withPostgres.ts';
import { callSubgraph } from '../serving/callSubgraph.ts';
import { signTestContext } from '../serving/signTestContext.ts';
import { testContext } from '../serving/testContext.ts';

const KEY = Buffer.alloc(32, 3);

/** The catalogue subgraph over a real database for the tests of the calling file. */
export function withCatalog() {
  const postgres = withPostgres();
  const running: SubgraphServer[] = [];
  let shared: { readonly databaseUrl: string; readonly url: string } | undefined;

  /** Starts the subgraph; it is stopped after the file's tests. */
  const start = async (databaseUrl: string, settings: object = {}): Promise<SubgraphServer> => {
    const config = readCatalogConfig({
      databaseUrl,
      contextKey: { key: KEY.toString('base64') },
      refreshMs: 50,
      ...settings,
    });
    const server = await startCatalog(config, pino({ level: 'silent' }));
    running.push(server);
    return server;
  };

  beforeAll(async () => {
    const databaseUrl = await postgres.createDatabase();
    shared = { databaseUrl, url: (await start(databaseUrl)).url };
  });
  afterAll(async () => {
    await Promise.all(running.splice(0).map((server) => server.stop()));
  });

  const sharedOne = () => {
    if (shared === undefined) throw new Error('the catalogue is not running yet');
    return shared;
  };
  return {
    createDatabase: postgres.createDatabase,
    start,
    /** Of the server with the catalogue that comes with the product, which tests share and leave as it is. */
    databaseUrl: () => sharedOne().databaseUrl,
    /** What an answer of the shared server says about keeping it. */
    askForCaching: async (query: string): Promise<string | null> => {
      const response = await fetch(`${sharedOne().url}/graphql`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'tongban-context': signTestContext(testContext('catalog'), KEY),
        },
        body: JSON.stringify({ query }),
      });
      return response.headers.get('cache-control');
    },
    /** Asks a server, by default the shared one. */
    ask: async (
      query: string,
      variables: Readonly<Record<string, unknown>> = {},
      url = sharedOne().url,
    ): Promise<unknown> => {
      const context = signTestContext(testContext('catalog'), KEY);
      return (await callSubgraph(`${url}/graphql`, context, query, variables)).body;
    },
  };
}
