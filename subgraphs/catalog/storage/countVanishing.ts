import { sql } from 'kysely';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

/** How many rows of a section stand in one version, and how many of those no longer in another. */
export interface VanishingRows {
  readonly section: string;
  readonly rows: number;
  readonly vanishing: number;
}

/** Counts by section what would vanish if `to` took the place of `from`. */
export async function countVanishing(
  database: CatalogDatabase,
  from: number,
  to: number,
): Promise<readonly VanishingRows[]> {
  const { rows } = await askDatabase(
    sql<VanishingRows>`
      select older.section, count(*)::integer as rows, (count(*) filter (where newer.key is null))::integer as vanishing
      from catalog.document_rows as older
      left join catalog.document_rows as newer
        on newer.version = ${to} and newer.section = older.section and newer.key = older.key
      where older.version = ${from}
      group by older.section
      order by older.section`.execute(database),
  );
  return rows;
}
