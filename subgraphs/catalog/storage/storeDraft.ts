import { sql } from 'kysely';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogueDocument } from '../document/CatalogueDocument.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { insertVersion } from './insertVersion.ts';
import { lockVersions } from './lockVersions.ts';
import { refuseRewrittenProcedures } from './refuseRewrittenProcedures.ts';

/**
 * Stores a document as a new draft, unless the newest version is made of the same bytes.
 *
 * @param importedAt - epoch ms.
 * @returns the number of the version, and whether it is new.
 * @throws {TongbanError} BAD_USER_INPUT where the rows contradict what the tables hold true, or rewrite a procedure that
 *   is published.
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
    const version = await insertVersion(transaction, document, { builtIn: false, importedAt }).catch(
      refuseRows,
    );
    await refuseRewrittenProcedures(transaction, version);
    // The planner must know of a large version before the first search of it, not after the next autovacuum.
    await sql`analyze catalog.items, catalog.document_rows, catalog.coverage`.execute(transaction);
    return { version, isNew: true };
  });
}

/** SQLSTATE class 23: a rule of the tables. Its text quotes rows and names constraints, which help nobody. */
function refuseRows(error: unknown): never {
  if (error instanceof Error && 'code' in error && /^23/.test(String(error.code)))
    throw new TongbanError(
      'BAD_USER_INPUT',
      `the catalogue contradicts itself: the database refuses its rows (SQLSTATE ${String(error.code)})`,
      { cause: error },
    );
  throw error;
}
