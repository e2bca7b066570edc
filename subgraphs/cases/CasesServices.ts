import type { Logger } from 'pino';
import type { CaseVault } from './CaseVault.ts';
import type { CatalogClient } from './client/CatalogClient.ts';
import type { GatewayCaches } from './client/GatewayCaches.ts';
import type { PeopleClient } from './client/PeopleClient.ts';
import type { PlaceActions } from './client/PlaceActions.ts';
import type { StatisticsCatalog } from './client/StatisticsCatalog.ts';
import type { StepPlaces } from './client/StepPlaces.ts';
import type { FileServices } from './files/FileServices.ts';
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
  readonly placeActions: Pick<PlaceActions, 'find'>;
  /** `null`: no files are taken here. */
  readonly files: FileServices | null;
  /** Who keeps what places said. */
  readonly gatewayCaches: GatewayCaches;
  /** What happens to cases, for who wants to be told. */
  readonly log: CaseLog;
  readonly logger: Logger;
  /** 整改: within so many working days; `null`: the operator sets no limit. */
  readonly correctionWorkingDays: number | null;
  /** 草稿: kept for so many days since they were saved. */
  readonly draftDays: number;
  /** How long those who are invited to a case have to consent, milliseconds. */
  readonly consentMs: number;
  /** The current time, epoch ms. */
  now(): number;
}
