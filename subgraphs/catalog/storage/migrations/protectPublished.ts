import { type Kysely, sql } from 'kysely';

/**
 * Makes PostgreSQL itself refuse that rows of a published version are added, changed or removed, whoever asks.
 *
 * @param table - a table of the schema `catalog` with a column `version`.
 */
export async function protectPublished(db: Kysely<unknown>, table: string): Promise<void> {
  const target = sql.id('catalog', table);
  await sql`
    create trigger refuse_insert after insert on ${target} referencing new table as changed
    for each statement execute function catalog.refuse_change_of_published()`.execute(db);
  await sql`
    create trigger refuse_delete after delete on ${target} referencing old table as changed
    for each statement execute function catalog.refuse_change_of_published()`.execute(db);
  // Rows come and go with their version; none is ever changed.
  await sql`
    create trigger refuse_update before update or truncate on ${target}
    for each statement execute function catalog.refuse_change()`.execute(db);
}
