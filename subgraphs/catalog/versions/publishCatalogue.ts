import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { type CataloguePublication, publishDraft } from '../storage/publishDraft.ts';
import { withDatabase } from '../storage/withDatabase.ts';

export type { CataloguePublication };

export interface PublishCatalogueOptions {
  readonly databaseUrl: string;
  /** `null`: the newest draft. */
  readonly version: number | null;
  /** `null`: the day the document names where it is still to come, else today by the calendar of 北京. */
  readonly validFrom: CalendarDate | null;
  /** Publishes also where more than a fifth of a section in force would vanish. */
  readonly confirmRemovals: boolean;
  /** Publishes also for days that are over. */
  readonly backdate: boolean;
  readonly logger: Logger;
  /** Epoch ms; default now. */
  readonly publishedAt?: number;
}

/**
 * Publishes a draft of the catalogue, for good. Running servers notice within seconds.
 *
 * @throws {Error} with one line: no such draft, a day that is over, too much would vanish, or the database cannot be used.
 */
export async function publishCatalogue(options: PublishCatalogueOptions): Promise<CataloguePublication> {
  const { databaseUrl, logger, publishedAt = Date.now(), ...rest } = options;
  return withDatabase(databaseUrl, logger, (database) =>
    publishDraft(database, { ...rest, publishedAt, today: beijingDay(publishedAt) }),
  );
}
