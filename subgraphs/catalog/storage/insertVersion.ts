import { sql, type Transaction } from 'kysely';
import type { CatalogueDocument } from '../document/CatalogueDocument.ts';
import type { CatalogTables } from './CatalogTables.ts';
import { lockVersions } from './lockVersions.ts';
import { storeCoverage } from './storeCoverage.ts';
import { storeItems } from './storeItems.ts';

/** The section of the one row that says what the catalogue is. */
const ABOUT = 'catalogue';

export interface InsertVersionOptions {
  /** Whether it is the reference catalogue that comes with the product. */
  readonly builtIn: boolean;
  /** Epoch ms. */
  readonly importedAt: number;
}

/**
 * Stores a document as a new draft version, all of it or nothing: call it within a transaction.
 *
 * @returns the number of the version, one more than the last.
 */
export async function insertVersion(
  transaction: Transaction<CatalogTables>,
  { about, sections, digest }: CatalogueDocument,
  { builtIn, importedAt }: InsertVersionOptions,
): Promise<number> {
  await lockVersions(transaction);
  const { last } = await transaction
    .selectFrom('versions')
    .select((row) => row.fn.max<number | null>('version').as('last'))
    .executeTakeFirstOrThrow();
  const version = (last ?? 0) + 1;
  await transaction
    .insertInto('versions')
    .values({
      version,
      title: about.title,
      notice: about.notice,
      source: about.source,
      digest,
      built_in: builtIn,
      proposed_from: about.validFrom ?? null,
      imported_at: new Date(importedAt),
      published_at: null,
      valid_from: null,
    })
    .execute();
  const itself = { key: ABOUT, name: about.title, content: about };
  for (const [section, rows] of Object.entries({ [ABOUT]: [itself], ...sections })) {
    await sql`
      insert into catalog.document_rows (version, section, key, position, name, content)
      select ${version}, ${section}, key, position, name, content::jsonb
      from unnest(
        ${rows.map(({ key }) => key)}::text[],
        ${rows.map(({ name }) => name)}::text[],
        ${rows.map(({ content }) => JSON.stringify(content))}::text[]) with ordinality
        as given (key, name, content, position)`.execute(transaction);
  }
  await storeItems(transaction, version, sections.items);
  await storeCoverage(transaction, version, sections);
  return version;
}
