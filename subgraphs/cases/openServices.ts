import type { Logger } from 'pino';
import { contextKeyFor } from '../serving/contextKeyFor.ts';
import type { CasesServices } from './CasesServices.ts';
import { CaseVault } from './CaseVault.ts';
import { CatalogClient } from './client/CatalogClient.ts';
import { GatewayCaches } from './client/GatewayCaches.ts';
import { JsonCaller } from './client/JsonCaller.ts';
import { PeopleClient } from './client/PeopleClient.ts';
import { PlaceActions } from './client/PlaceActions.ts';
import { StatisticsCatalog } from './client/StatisticsCatalog.ts';
import { StepPlaces } from './client/StepPlaces.ts';
import type { CasesConfig } from './config.ts';
import { openFiles } from './files/openFiles.ts';
import { CaseLog } from './live/CaseLog.ts';
import { findStepHolders } from './storage/findStepHolders.ts';
import { JobQueue } from './storage/JobQueue.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { prepareDatabase } from './storage/prepareDatabase.ts';
import { startJobQueue } from './storage/startJobQueue.ts';

/** What the server of cases and its workers both stand on. */
export interface OpenedServices extends CasesServices {
  readonly wakeUps: JobQueue;
  readonly caller: JsonCaller;
  /** Tables, queue, places. @throws {TongbanError} CONFLICT with one line when the database cannot be used. */
  start(): Promise<void>;
  close(): Promise<void>;
}

export interface OpenServicesOptions {
  readonly config: Omit<CasesConfig, 'listen' | 'development'>;
  readonly isWorker: boolean;
  readonly maxConnections: number;
  /** For a call to another server of ours. */
  readonly timeoutMs: number;
  readonly logger: Logger;
  /** The clock of what happens to cases, epoch ms; contexts of calls have the real time. */
  now(): number;
}

/** Opens what is needed; nothing is connected yet. */
export function openServices({
  config,
  isWorker,
  maxConnections,
  timeoutMs,
  logger,
  now,
}: OpenServicesOptions): OpenedServices {
  const { databaseUrl, contextKey } = config;
  const applicationName = isWorker ? 'tongban-worker' : 'tongban-cases';
  const database = openDatabase({ databaseUrl, applicationName, maxConnections, logger });
  const wakeUps = new JobQueue({ databaseUrl, isWorker, logger });
  const places = new StepPlaces({ file: config.partitions, contextKey, logger });
  const caller = new JsonCaller({ timeoutMs, connections: 32, now: Date.now });
  const vault = new CaseVault(config.caseKey);
  const log = new CaseLog({ database, logger });
  const targetOf = (audience: 'people' | 'catalog') => ({
    url: config.services[audience],
    audience,
    contextKey: contextKeyFor(audience, contextKey),
  });
  return {
    database,
    wakeUps,
    caller,
    vault,
    files:
      config.files === undefined
        ? null
        : openFiles({ config: config.files, masterKey: config.caseKey, database, vault, now }),
    catalog: new CatalogClient(targetOf('catalog'), caller),
    statisticsCatalog: new StatisticsCatalog(targetOf('catalog'), caller),
    people: new PeopleClient(targetOf('people'), caller),
    gatewayCaches: new GatewayCaches({
      gateways: config.gateways.map((url) => {
        const audience = 'gateway';
        return { url, audience, contextKey: contextKeyFor(audience, contextKey) };
      }),
      caller,
      findHolders: (stepKey) => findStepHolders(database, stepKey),
      logger,
    }),
    consentMs: config.consentHours * 3_600_000,
    places,
    correctionWorkingDays: config.correctionWorkingDays,
    draftDays: config.draftDays,
    placeActions: new PlaceActions({ caller, now: Date.now }),
    log,
    logger,
    now,
    start: async () => {
      await prepareDatabase(database);
      await startJobQueue(database, wakeUps);
      await places.start();
    },
    close: async () => {
      log.end();
      places.stop();
      await wakeUps.stop();
      await Promise.all([database.destroy(), caller.close()]);
    },
  };
}
