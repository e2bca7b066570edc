import { toCoverage } from '../../../subgraphs/catalog/availability/toCoverage.ts';
import { readDocument } from '../../../subgraphs/catalog/document/readDocument.ts';
import { findDataFolder } from '../../../subgraphs/catalog/findDataFolder.ts';

/** The catalogue that comes with the product, as it is read, and what it states row by row. */
export async function readReference() {
  const { sections } = await readDocument(findDataFolder());
  return {
    sections,
    coverage: toCoverage(
      sections.items.map(({ row }) => row),
      sections.nationalLists.map(({ row }) => row),
      sections.alliances.map(({ row }) => row),
    ),
    itemsByCode: new Map(
      sections.items.map(({ row }) => [row.slug, { code: row.slug, category: row.category }]),
    ),
  };
}
