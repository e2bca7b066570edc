import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { VersionStore } from '../storage/VersionStore.ts';
import { withDatabase } from '../storage/withDatabase.ts';
import type { CatalogueVersion } from './CatalogueVersion.ts';

export interface ListCataloguesOptions {
  readonly databaseUrl: string;
  readonly logger: Logger;
  /** Epoch ms; default now. */
  readonly now?: number;
}

/** The versions that a database holds. */
export interface CatalogueList {
  /** Newest first, drafts too. */
  readonly versions: readonly CatalogueVersion[];
  /** The number of the one in force today by the calendar of 北京; `null` where there is none. */
  readonly inForce: number | null;
}

/** @throws {Error} with one line when the database cannot be used. */
export async function listCatalogues({
  databaseUrl,
  logger,
  now = Date.now(),
}: ListCataloguesOptions): Promise<CatalogueList> {
  return withDatabase(databaseUrl, logger, async (database) => {
    const versions = new VersionStore(database);
    return {
      versions: await versions.listVersions(),
      inForce: await versions.findNumberInForce(beijingDay(now)),
    };
  });
}
