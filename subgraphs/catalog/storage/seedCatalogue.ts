import type { CalendarDate } from '../../../domain/calendarDate.ts';
import type { CatalogueDocument } from '../document/CatalogueDocument.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { insertVersion } from './insertVersion.ts';
import { lockVersions } from './lockVersions.ts';
import { setPublished } from './setPublished.ts';

export interface SeedCatalogueOptions {
  /** Epoch ms. */
  readonly at: number;
  /** In force from this day on, where the document does not say. */
  readonly today: CalendarDate;
  /** Asked for where there is no version yet. */
  readDocument(): Promise<CatalogueDocument>;
}

/**
 * Stores and publishes a catalogue where there is none. Several processes may do so at once: one works, the others wait
 * for it and find its version.
 *
 * @returns the version that was made; `null` where there was one already.
 */
export async function seedCatalogue(
  database: CatalogDatabase,
  { at, today, readDocument }: SeedCatalogueOptions,
): Promise<number | null> {
  if (await hasVersion(database)) return null;
  // Before the lock is taken: nobody waits for files.
  const document = await readDocument();
  return database.transaction().execute(async (transaction) => {
    await lockVersions(transaction);
    if (await hasVersion(transaction)) return null;
    const version = await insertVersion(transaction, document, { builtIn: true, importedAt: at });
    const validFrom = document.about.validFrom ?? today;
    await setPublished(transaction, version, { validFrom, publishedAt: at });
    return version;
  });
}

async function hasVersion(database: CatalogDatabase): Promise<boolean> {
  return (await database.selectFrom('versions').select('version').limit(1).executeTakeFirst()) !== undefined;
}
