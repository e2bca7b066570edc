import { sql, type Transaction } from 'kysely';
import { toCoverage } from '../availability/toCoverage.ts';
import type { CatalogueDocument } from '../document/CatalogueDocument.ts';
import type { CatalogTables } from './CatalogTables.ts';

/** Stores who may hand in what where by a version. */
export async function storeCoverage(
  transaction: Transaction<CatalogTables>,
  version: number,
  { items, nationalLists, alliances }: CatalogueDocument['sections'],
): Promise<void> {
  const coverage = toCoverage(
    items.map(({ row }) => row),
    nationalLists.map(({ row }) => row),
    alliances.map(({ row }) => row),
  );
  const rows = coverage.map((row) => ({
    stated_by: row.statedBy,
    basis: row.basis,
    item_code: row.itemCode,
    category: row.category,
    accepting: row.accepting,
    owning: row.owning,
    starts_on: row.startsOn,
    ends_on: row.endsOn,
    certainty: row.certainty,
    verified: row.verified,
  }));
  await sql`
    insert into catalog.coverage
    select ${version}, stated_by, basis, item_code, category, accepting, owning, starts_on, ends_on, certainty, verified
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given (
      stated_by text, basis text, item_code text, category text, accepting text, owning text,
      starts_on date, ends_on date, certainty text, verified boolean)`.execute(transaction);
}
