import { sql } from 'kysely';
import type { CatalogueDocument } from '../document/CatalogueDocument.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { insertVersion } from './insertVersion.ts';
import { lockVersions } from './lockVersions.ts';

/**
 * Stores a document as a new draft, unless the newest version is made of the same bytes.
 *
 * @param importedAt - epoch ms.
 * @returns the number of the version, and whether it is new.
 */
export async function storeDraft(
  database: CatalogDatabase,
  document: CatalogueDocument,
  importedAt: number,
): Promise<{ readonly version: number; readonly isNew: boolean }> {
  return database.transaction().execute(async (transaction) => {
    await lockVersions(transaction);
    const newest = await transaction
      .selectFrom('versions')
      .select(['version', 'digest'])
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirst();
    if (newest?.digest.equals(document.digest)) return { version: newest.version, isNew: false };
    const version = await insertVersion(transaction, document, { builtIn: false, importedAt });
    // The planner must know of a large version before the first search of it, not after the next autovacuum.
    await sql`analyze catalog.items, catalog.document_rows, catalog.coverage`.execute(transaction);
    return { version, isNew: true };
  });
}
