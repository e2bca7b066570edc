import type { Logger } from 'pino';
import { beijingDay } from '../../domain/beijingDay.ts';
import { type SubgraphServer, serveSubgraph } from '../serveSubgraph.ts';
import { acceptedKeysFor } from '../serving/acceptedKeysFor.ts';
import { readSdl } from '../serving/readSdl.ts';
import { Turns } from './availability/Turns.ts';
import type { CatalogServices } from './CatalogServices.ts';
import { readChineseDays } from './calendar/readChineseDays.ts';
import type { CatalogConfig } from './config.ts';
import { createContext } from './createContext.ts';
import { readDocument } from './document/readDocument.ts';
import { findDataFolder } from './findDataFolder.ts';
import { resolvers } from './resolvers.ts';
import { ChangeStore } from './storage/ChangeStore.ts';
import { CoverageStore } from './storage/CoverageStore.ts';
import { DocumentStore } from './storage/DocumentStore.ts';
import { ItemStore } from './storage/ItemStore.ts';
import { loadSnapshot } from './storage/loadSnapshot.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { ProcedureStore } from './storage/ProcedureStore.ts';
import { seedCatalogue } from './storage/seedCatalogue.ts';
import { VersionStore } from './storage/VersionStore.ts';
import { withDatabase } from './storage/withDatabase.ts';
import { PublishedCatalogue } from './versions/PublishedCatalogue.ts';

const AUDIENCE = 'catalog';
/** The catalogue says the same to everybody. Another version is in force after a minute, or the next question after that. */
const KEEPING = 'public, max-age=60, stale-while-revalidate=300, stale-if-error=86400';
/** Of the ten connections of the pool; every other question finds one free. */
const PAIR_TURNS = { atOnce: 3, waiting: 60 };

/**
 * Starts the catalogue: divisions and service items, out of its database. Makes or updates its tables first; where they
 * hold no catalogue yet, the one that comes with the product is stored and published.
 *
 * @returns the server; stopping it closes its database connections too.
 * @throws {Error} with one line: the database cannot be used, a bad row of the data, or the address is taken.
 */
export async function startCatalog(config: CatalogConfig, logger: Logger): Promise<SubgraphServer> {
  const database = openDatabase(config.databaseUrl, logger);
  const versions = new VersionStore(database);
  let catalogue: PublishedCatalogue | undefined;
  try {
    const nationalCalendar = await readChineseDays();
    const seeded = await withDatabase(config.databaseUrl, logger, (patient) =>
      seedCatalogue(patient, {
        at: Date.now(),
        today: beijingDay(Date.now()),
        readDocument: () => readDocument(config.dataFolder ?? findDataFolder()),
      }),
    );
    if (seeded !== null)
      logger.info({ version: seeded }, 'the catalogue that comes with the product was published');
    catalogue = await PublishedCatalogue.open({
      versions,
      loadSnapshot: (version) => loadSnapshot(database, version, nationalCalendar),
      logger,
      refreshMs: config.refreshMs,
      now: Date.now,
    });
    const services: CatalogServices = {
      catalogue,
      versions,
      coverageStore: new CoverageStore(database),
      pairTurns: new Turns(PAIR_TURNS),
      documents: new DocumentStore(database),
      itemStore: new ItemStore(database),
      procedureStore: new ProcedureStore(database),
      changes: new ChangeStore(database),
      now: Date.now,
    };
    const server = await serve(config, services, logger);
    const stop = async (): Promise<void> => {
      services.catalogue.stop();
      await server.stop();
      await database.destroy();
    };
    let stopped: Promise<void> | undefined;
    return { ...server, stop: () => (stopped ??= stop()) };
  } catch (error) {
    catalogue?.stop();
    await database.destroy();
    throw error;
  }
}

async function serve(
  config: CatalogConfig,
  services: CatalogServices,
  logger: Logger,
): Promise<SubgraphServer> {
  return serveSubgraph({
    sdl: await readSdl('catalog'),
    resolvers,
    endpoints: [
      {
        path: '/graphql',
        audience: AUDIENCE,
        contextKey: acceptedKeysFor(AUDIENCE, config.contextKey),
        createContext: (_, signal) => createContext(services, signal),
        answerHeaders: () => ({ 'cache-control': KEEPING }),
      },
    ],
    listen: config.listen,
    logger,
    development: config.development,
    isReady: () => services.versions.answers(),
  });
}
