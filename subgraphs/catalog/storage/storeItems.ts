import { sql, type Transaction } from 'kysely';
import type { ItemRow } from '../document/itemRow.ts';
import type { SectionRow } from '../document/SectionRow.ts';
import { foldText } from '../foldText.ts';
import { gramsOf } from '../gramsOf.ts';
import { toServiceItem } from '../toServiceItem.ts';
import type { CatalogTables } from './CatalogTables.ts';
import { versionGram } from './versionGram.ts';

/** Stores what the service items of a version are found by. */
export async function storeItems(
  transaction: Transaction<CatalogTables>,
  version: number,
  rows: readonly SectionRow<ItemRow>[],
): Promise<void> {
  const items = rows.map(({ row }, index) => {
    const { code, name, aliases, category, leadDepartment, subject, modes, verified } = toServiceItem(
      version,
      row,
    );
    const searchText = [name, ...aliases, code].map(foldText).join('\n');
    return {
      code,
      position: index + 1,
      category,
      lead_department: leadDepartment,
      subject,
      modes,
      verified,
      search_text: searchText,
      grams: [versionGram(version), ...gramsOf(searchText)],
    };
  });
  // One parameter for any number of rows; arrays within rows do not fit into unnest.
  await sql`
    insert into catalog.items
    select ${version}, code, position, category, lead_department, subject, modes, verified, search_text, grams
    from jsonb_to_recordset(${JSON.stringify(items)}::jsonb) as given (
      code text, position integer, category text, lead_department text, subject text, modes text[],
      verified boolean, search_text text, grams text[])`.execute(transaction);
}
