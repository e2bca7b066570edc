import type { Logger } from 'pino';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { contextKeyFor } from '../serving/contextKeyFor.ts';
import { readSdl } from '../serving/readSdl.ts';
import type { PeopleConfig } from './config.ts';
import { createContext, type PeopleServices } from './createContext.ts';
import { HolderVault } from './HolderVault.ts';
import { IdentitySealer } from './IdentitySealer.ts';
import { identityKeyFor } from './identityKeyFor.ts';
import { resolvers } from './resolvers.ts';
import { AccessLog } from './storage/AccessLog.ts';
import { HolderStore } from './storage/HolderStore.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { prepareDatabase } from './storage/prepareDatabase.ts';

const AUDIENCE = 'people';

/**
 * Starts people: who a token belongs to, and where that person's records lie. Makes or updates its tables first.
 *
 * @returns the server; stopping it closes its database connections too.
 * @throws {Error} with one line: the database cannot be used, the vault key is another one, the address is taken.
 */
export async function startPeople(config: PeopleConfig, logger: Logger): Promise<SubgraphServer> {
  const vault = new HolderVault(config.vaultKey);
  const database = openDatabase(config.databaseUrl, logger);
  const store = new HolderStore(database);
  const services: PeopleServices = {
    store,
    accesses: new AccessLog(database, vault),
    vault,
    sealer: new IdentitySealer(vault, identityKeyFor(config.identityKeys)),
    now: Date.now,
  };
  try {
    await prepareDatabase(database, vault);
    const server = await serve(config, services, logger);
    return { ...server, stop: () => server.stop().finally(() => database.destroy()) };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}

async function serve(
  config: PeopleConfig,
  services: PeopleServices,
  logger: Logger,
): Promise<SubgraphServer> {
  return serveSubgraph({
    sdl: await readSdl('people'),
    resolvers,
    endpoints: [
      {
        path: '/graphql',
        audience: AUDIENCE,
        contextKey: contextKeyFor(AUDIENCE, config.contextKey),
        createContext: (callContext, signal) => createContext(services, callContext, signal),
      },
    ],
    listen: config.listen,
    logger,
    development: config.development,
    isReady: () => services.store.answers(),
  });
}
