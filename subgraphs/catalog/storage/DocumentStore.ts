import { sql } from 'kysely';
import type { z } from 'zod';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Section } from '../document/Section.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

/** Reads the rows of the catalogue's documents back. */
export class DocumentStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /** All rows of a section, in the order of the document. */
  async readSection<Row extends object>(
    version: number,
    { name, schema }: Section<Row>,
  ): Promise<readonly Row[]> {
    const rows = await askDatabase(
      this.#database
        .selectFrom('document_rows')
        .select('content')
        .where('version', '=', version)
        .where('section', '=', name)
        .orderBy('position')
        .execute(),
    );
    return rows.map(({ content }) => readContent(schema, content));
  }

  /** Rows of a section by key; unknown keys are left out. */
  async findRows<Row extends object>(
    version: number,
    { name, schema }: Section<Row>,
    keys: readonly string[],
  ): Promise<ReadonlyMap<string, Row>> {
    const rows = await askDatabase(
      this.#database
        .selectFrom('document_rows')
        .select(['key', 'content'])
        .where('version', '=', version)
        .where('section', '=', name)
        .where('key', '=', sql<string>`any(${keys}::text[])`)
        .execute(),
    );
    return new Map(rows.map(({ key, content }) => [key, readContent(schema, content)]));
  }
}

/** An older release may have stored the row: what has been added since gets its default. */
function readContent<Row extends object>(schema: z.ZodType<Row>, content: unknown): Row {
  return schema.parse(content);
}
