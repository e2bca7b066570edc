import { sql } from 'kysely';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CatalogDatabase } from './CatalogDatabase.ts';

interface RewrittenProcedure {
  readonly id: string;
  readonly number: number;
  readonly publishedIn: number;
}

/**
 * Cases are handled to their end by the version of the procedure that they were begun with, so that version never reads
 * otherwise.
 *
 * @param version - of the catalogue, a draft; call it within the transaction that stores or publishes it.
 * @throws {TongbanError} BAD_USER_INPUT with one line, where a procedure reads otherwise in a published version.
 */
export async function refuseRewrittenProcedures(database: CatalogDatabase, version: number): Promise<void> {
  const { rows } = await sql<RewrittenProcedure>`
    select draft.key as id, (draft.content ->> 'version')::integer as number,
      min(older.version) as "publishedIn"
    from catalog.document_rows as draft
    join catalog.document_rows as older on older.section = draft.section and older.key = draft.key
      and older.content -> 'version' = draft.content -> 'version' and older.content <> draft.content
    join catalog.versions on versions.version = older.version and published_at is not null
    where draft.version = ${version} and draft.section = 'procedures'
    group by draft.key, draft.content, draft.position
    order by draft.position`.execute(database);
  const [first] = rows;
  if (first === undefined) return;
  const { id, number, publishedIn } = first;
  const others = rows.length > 1 ? `, and so do ${rows.length - 1} more` : '';
  throw new TongbanError(
    'BAD_USER_INPUT',
    `procedure ${id} version ${number} reads otherwise in catalogue version ${publishedIn}, which is published${others}; give what has changed version ${number + 1}`,
  );
}
