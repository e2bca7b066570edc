import type { PlaceKey } from '../PlaceKey.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';

/** Of these references those of requests that this store never made. */
export async function readUnknownReferences(
  database: JurisdictionDatabase,
  { subgraph, jurisdiction }: PlaceKey,
  references: readonly string[],
): Promise<readonly string[]> {
  if (references.length === 0) return [];
  const rows = await askStore(
    database
      .selectFrom('requests')
      .select('reference')
      .where('subgraph', '=', subgraph)
      .where('jurisdiction', '=', jurisdiction)
      .where('reference', 'in', references)
      .execute(),
  );
  const known = new Set(rows.map(({ reference }) => reference));
  return references.filter((reference) => !known.has(reference));
}
