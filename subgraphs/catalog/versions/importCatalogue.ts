import type { Logger } from 'pino';
import { readDocument } from '../document/readDocument.ts';
import { storeDraft } from '../storage/storeDraft.ts';
import { withDatabase } from '../storage/withDatabase.ts';

export interface ImportCatalogueOptions {
  readonly databaseUrl: string;
  /** The catalogue document, a file or a folder. */
  readonly path: string;
  readonly logger: Logger;
  /** Epoch ms; default now. */
  readonly importedAt?: number;
}

/** What an import did. */
export interface CatalogueImport {
  readonly version: number;
  /** `false` where the newest version is made of the same bytes; nothing was stored then. */
  readonly isNew: boolean;
  readonly title: string;
  /** Rows by section. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Imports a catalogue document as a draft: stored whole or not at all, and not in force before it is published.
 *
 * @throws {Error} with one line naming file, row, field and reason of the first fault, or saying why the database cannot
 *   be used.
 */
export async function importCatalogue({
  databaseUrl,
  path,
  logger,
  importedAt = Date.now(),
}: ImportCatalogueOptions): Promise<CatalogueImport> {
  const document = await readDocument(path);
  const { version, isNew } = await withDatabase(databaseUrl, logger, (database) =>
    storeDraft(database, document, importedAt),
  );
  const rows = Object.entries(document.sections).map(([section, list]) => [section, list.length]);
  return { version, isNew, title: document.about.title, rows: Object.fromEntries(rows) };
}
