import type { Coverage } from '../../../domain/catalog/Coverage.ts';
import { expandAlliance } from '../../../domain/catalog/expandAlliance.ts';
import { expandNationalList } from '../../../domain/catalog/expandNationalList.ts';
import { toAlliance } from '../alliances/toAlliance.ts';
import type { AllianceRow } from '../document/allianceRow.ts';
import type { ItemRow } from '../document/itemRow.ts';
import type { NationalListRow } from '../document/nationalListRow.ts';
import { toNationalList } from './toNationalList.ts';

/** What a catalogue states about who may hand in what where: its national lists and alliances, row by row. */
export function toCoverage(
  items: readonly ItemRow[],
  nationalLists: readonly NationalListRow[],
  alliances: readonly AllianceRow[],
): readonly Coverage[] {
  const categories = new Map(items.map(({ slug, category }) => [slug, category]));
  const lists = new Map(nationalLists.map((row) => [row.batch, toNationalList(row)]));
  return [
    ...items.flatMap(({ slug, category, list, batch, verified }) => {
      const found = lists.get(`${list}/${batch}`);
      const row = found && expandNationalList({ code: slug, category, verified }, found);
      return row ?? [];
    }),
    ...alliances.flatMap((row) => expandAlliance(toAlliance(row), (code) => categories.get(code) ?? null)),
  ];
}
