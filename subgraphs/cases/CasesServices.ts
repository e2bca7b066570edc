import type { Logger } from 'pino';
import type { CaseVault } from './CaseVault.ts';
import type { CatalogClient } from './client/CatalogClient.ts';
import type { PeopleClient } from './client/PeopleClient.ts';
import type { StatisticsCatalog } from './client/StatisticsCatalog.ts';
import type { StepPlaces } from './client/StepPlaces.ts';
import type { CaseLog } from './live/CaseLog.ts';
import type { CasesDatabase } from './storage/CasesDatabase.ts';
import type { WakeUps } from './storage/WakeUps.ts';

/** What every request shares. */
export interface CasesServices {
  readonly database: CasesDatabase;
  readonly vault: CaseVault;
  readonly wakeUps: WakeUps;
  readonly catalog: CatalogClient;
  readonly statisticsCatalog: StatisticsCatalog;
  readonly people: PeopleClient;
  readonly places: StepPlaces;
  /** What happens to cases, for who wants to be told. */
  readonly log: CaseLog;
  readonly logger: Logger;
  /** The current time, epoch ms. */
  now(): number;
}
