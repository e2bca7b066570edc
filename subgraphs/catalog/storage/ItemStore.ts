import { sql } from 'kysely';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import { itemRow } from '../document/itemRow.ts';
import type { ItemFilter } from '../items/ItemFilter.ts';
import type { ItemPosition } from '../items/ItemPosition.ts';
import type { ItemRange } from '../items/ItemRange.ts';
import type { ServiceItem } from '../items/ServiceItem.ts';
import { toServiceItem } from '../items/toServiceItem.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { matchingItems } from './matchingItems.ts';

/** An item and where it stands in the list. */
export interface ListedItem extends ItemPosition {
  readonly item: ServiceItem;
}

interface FoundRow extends ItemPosition {
  readonly content: unknown;
}

/** Lists the service items of a version. */
export class ItemStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /**
   * The items of a range, in the order of the list.
   *
   * @returns one more than `limit`, at the far end, where there are more.
   */
  async findItems(version: number, filter: ItemFilter, range: ItemRange): Promise<readonly ListedItem[]> {
    const { after, before, from, limit } = range;
    const order = sql.raw(from === 'START' ? 'asc' : 'desc');
    const { rows } = await askDatabase(
      sql<FoundRow>`
        select rank, position, content
        from (
          select code, rank, position from (${matchingItems(version, filter)}) as matching
          where true
          ${after === null ? sql`` : sql`and (rank, position) > (${after.rank}::integer, ${after.position}::integer)`}
          ${before === null ? sql`` : sql`and (rank, position) < (${before.rank}::integer, ${before.position}::integer)`}
          order by rank ${order}, position ${order}
          limit ${limit + 1}
        ) as page
        join lateral (
          select content from catalog.document_rows
          where version = ${version} and section = 'items' and key = page.code
        ) as document on true
        order by rank, position`.execute(this.#database),
    );
    return rows.map(({ rank, position, content }) => ({
      rank,
      position,
      item: toServiceItem(version, itemRow.parse(content)),
    }));
  }

  /** How many items match. */
  async countItems(version: number, filter: ItemFilter): Promise<number> {
    const { rows } = await askDatabase(
      sql<{ count: string }>`
        select count(*) as count from (${matchingItems(version, filter)}) as matching`.execute(
        this.#database,
      ),
    );
    return Number(rows[0]?.count);
  }
}
