import { DivisionIndex } from '../DivisionIndex.ts';
import { citySection } from '../document/citySection.ts';
import type { PublishedVersion } from '../PublishedVersion.ts';
import type { Snapshot } from '../Snapshot.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';
import { DocumentStore } from './DocumentStore.ts';

/** Reads what is kept in memory of a version. */
export async function loadSnapshot(database: CatalogDatabase, version: PublishedVersion): Promise<Snapshot> {
  const documents = new DocumentStore(database);
  return {
    version,
    divisions: new DivisionIndex(await documents.readSection(version.version, citySection)),
  };
}
