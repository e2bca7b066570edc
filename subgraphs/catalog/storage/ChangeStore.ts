import { sql } from 'kysely';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CatalogueChange } from '../versions/CatalogueChange.ts';
import { compareRows } from '../versions/compareRows.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

type Content = Readonly<Record<string, unknown>>;

interface DifferingRow {
  readonly section: string;
  readonly key: string;
  readonly name: string;
  readonly before: Content | null;
  readonly after: Content | null;
}

/** Compares versions of the catalogue. */
export class ChangeStore {
  readonly #database: CatalogDatabase;

  constructor(database: CatalogDatabase) {
    this.#database = database;
  }

  /** What differs between two versions, drafts too: by section, in the order of the newer document, removed rows last. */
  async findChanges(from: number, to: number): Promise<readonly CatalogueChange[]> {
    const { rows } = await askDatabase(
      sql<DifferingRow>`
        select section, key, coalesce(newer.name, older.name) as name,
          older.content as before, newer.content as after
        from (select * from catalog.document_rows where version = ${from}) as older
        full join (select * from catalog.document_rows where version = ${to}) as newer using (section, key)
        where older.content is distinct from newer.content
        order by section, newer.position nulls last, older.position`.execute(this.#database),
    );
    return rows.flatMap(toChanges);
  }
}

function toChanges({ section, key, name, before, after }: DifferingRow): CatalogueChange[] {
  if (before === null) return [{ kind: 'ADDED', section, key, name, fields: [] }];
  if (after === null) return [{ kind: 'REMOVED', section, key, name, fields: [] }];
  const fields = compareRows(before, after);
  return fields.length === 0 ? [] : [{ kind: 'CHANGED', section, key, name, fields }];
}
