import type { Logger } from 'pino';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { contextKeyFor } from '../serving/contextKeyFor.ts';
import { readSdl } from '../serving/readSdl.ts';
import { Catalog } from './Catalog.ts';
import type { CatalogConfig } from './config.ts';
import type { SubgraphContext } from './createContext.ts';
import { findDataFolder } from './findDataFolder.ts';
import { resolvers } from './resolvers.ts';

const AUDIENCE = 'catalog';

/**
 * Starts the catalogue: divisions and service items.
 *
 * @throws {Error} with one line: a bad row of the data, or the address is taken.
 */
export async function startCatalog(config: CatalogConfig, logger: Logger): Promise<SubgraphServer> {
  const catalog = await Catalog.read(config.dataFolder ?? findDataFolder());
  return serveSubgraph<SubgraphContext>({
    sdl: await readSdl('catalog'),
    resolvers,
    endpoints: [
      {
        path: '/graphql',
        audience: AUDIENCE,
        contextKey: contextKeyFor(AUDIENCE, config.contextKey),
        createContext: () => ({ catalog }),
      },
    ],
    listen: config.listen,
    logger,
    development: config.development,
  });
}
