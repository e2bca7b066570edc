import { randomBytes } from 'node:crypto';
import type { Logger } from 'pino';
import { connectRecordIndex } from '../../adapters/connect.ts';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { acceptedKeysFor } from '../serving/acceptedKeysFor.ts';
import { describeError } from '../serving/describeError.ts';
import { readSdl } from '../serving/readSdl.ts';
import type { PeopleConfig } from './config.ts';
import { createContext, type PeopleServices } from './createContext.ts';
import { HolderVault } from './HolderVault.ts';
import { IdentitySealer } from './IdentitySealer.ts';
import { identityKeyFor } from './identityKeyFor.ts';
import { identityRoute } from './identityRoute.ts';
import { type IndexUse, RecordLocator } from './RecordLocator.ts';
import { resolvers } from './resolvers.ts';
import { AccessLog } from './storage/AccessLog.ts';
import { declarePlace } from './storage/declarePlace.ts';
import { HolderStore } from './storage/HolderStore.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { PlaceStore } from './storage/PlaceStore.ts';
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
  const index = connectIndex(config, logger);
  const services: PeopleServices = {
    store,
    locator: new RecordLocator({ store: new PlaceStore(database), vault, index, now: Date.now }),
    declare: (declaration) => declarePlace(database, { ...declaration, at: Date.now() }),
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
  const contextKey = acceptedKeysFor(AUDIENCE, config.contextKey);
  return serveSubgraph({
    sdl: await readSdl('people'),
    resolvers,
    endpoints: [
      {
        path: '/graphql',
        audience: AUDIENCE,
        contextKey,
        createContext: (callContext, signal) => createContext(services, callContext, signal),
      },
    ],
    routes: [identityRoute(services, { audience: AUDIENCE, contextKey })],
    listen: config.listen,
    logger,
    development: config.development,
    isReady: () => services.store.answers(),
  });
}

function connectIndex({ recordIndex }: PeopleConfig, logger: Logger): IndexUse | null {
  if (recordIndex === undefined) return null;
  const { refreshAfterSeconds, timeoutMs, ...place } = recordIndex;
  const port = connectRecordIndex(place, {
    now: Date.now,
    nonce: () => randomBytes(12).toString('hex'),
    onBreakerState: (operation, state) =>
      logger.warn({ operation, state }, 'circuit breaker of the record index'),
    store: null,
    patienceMs: timeoutMs,
    onInboundFault: () => undefined,
  });
  return {
    port,
    refreshAfterMs: refreshAfterSeconds * 1_000,
    timeoutMs,
    onFailure: (error) =>
      logger.warn(
        { error: describeError(error) },
        'the record index did not answer, or its answer could not be kept',
      ),
  };
}
