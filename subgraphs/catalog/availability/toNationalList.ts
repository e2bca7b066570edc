import type { NationalList } from '../../../domain/catalog/NationalList.ts';
import type { NationalListRow } from '../document/nationalListRow.ts';

/** A row of the catalogue document as a batch of a national list. */
export function toNationalList(row: NationalListRow): NationalList {
  return {
    batch: row.batch,
    name: row.nameZh,
    byEndOf: row.byEndOf,
    itemCount: row.itemCount ?? null,
    quote: row.quote ?? null,
    source: row.source,
  };
}
