import type { Transaction } from 'kysely';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { CatalogTables } from './CatalogTables.ts';

export interface PublicationOptions {
  readonly validFrom: CalendarDate;
  /** Epoch ms. */
  readonly publishedAt: number;
}

/** Publishes a draft; from then on PostgreSQL refuses any change of it. Call it under the lock of versions. */
export async function setPublished(
  transaction: Transaction<CatalogTables>,
  version: number,
  { validFrom, publishedAt }: PublicationOptions,
): Promise<void> {
  await transaction
    .updateTable('versions')
    .set({ valid_from: validFrom, published_at: new Date(publishedAt) })
    .where('version', '=', version)
    .execute();
}
