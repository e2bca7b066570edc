import { sql, type Transaction } from 'kysely';
import type { ItemRow } from '../document/itemRow.ts';
import type { SectionRow } from '../document/SectionRow.ts';
import { foldText } from '../items/foldText.ts';
import { gramsOf } from '../items/gramsOf.ts';
import { toServiceItem } from '../items/toServiceItem.ts';
import type { CatalogTables } from './CatalogTables.ts';
import { versionGram } from './versionGram.ts';

/** Rows per statement: the index takes its time, and no statement may run into its limit. */
const CHUNK = 1_000;

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
    const lines = [name, ...aliases, code].map(foldText);
    const searchText = `\n${lines.join('\n')}\n`;
    return {
      code,
      position: index + 1,
      category,
      lead_department: leadDepartment,
      subject,
      modes: modes?.map(({ mode }) => mode) ?? null,
      verified,
      search_text: searchText,
      name_length: [...foldText(name)].length,
      grams: [versionGram(version), ...gramsOf(searchText)],
    };
  });
  for (let start = 0; start < items.length; start += CHUNK) {
    // One parameter for any number of rows; arrays within rows do not fit into unnest.
    await sql`
      insert into catalog.items
      select ${version}, code, position, category, lead_department, subject, modes, verified,
        search_text, name_length, grams
      from jsonb_to_recordset(${JSON.stringify(items.slice(start, start + CHUNK))}::jsonb) as given (
        code text, position integer, category text, lead_department text, subject text, modes text[],
        verified boolean, search_text text, name_length integer, grams text[])`.execute(transaction);
  }
  // What the index has only noted down so far would be looked through by every search until the next vacuum.
  await sql`select gin_clean_pending_list('catalog.items_grams'::regclass)`.execute(transaction);
}
