import { sql } from 'kysely';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import { procedureRow } from '../document/procedureRow.ts';
import type { ProcedureReference } from '../procedures/ProcedureReference.ts';
import type { PublishedProcedure } from '../procedures/PublishedProcedure.ts';
import { toProcedure } from '../procedures/toProcedure.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

/** Reads procedures of all published versions of the catalogue. */
export class ProcedureStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /** Unknown ones are left out. A version of a procedure is the same in all versions of the catalogue that have it. */
  async findPublished(references: readonly ProcedureReference[]): Promise<readonly PublishedProcedure[]> {
    const { rows } = await askDatabase(
      sql<{ readonly content: unknown }>`
        select distinct on (wanted.id, wanted.number) document_rows.content
        from unnest(
          ${references.map(({ id }) => id)}::text[],
          ${references.map(({ version }) => version)}::integer[]) as wanted (id, number)
        cross join catalog.versions
        join catalog.document_rows
          on document_rows.version = versions.version and section = 'procedures' and key = wanted.id
          and content -> 'version' = to_jsonb(wanted.number)
        where published_at is not null
        order by wanted.id, wanted.number, versions.version desc`.execute(this.#database),
    );
    return rows.map(({ content }) => toProcedure(procedureRow.parse(content)));
  }
}
