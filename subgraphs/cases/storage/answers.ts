import { sql } from 'kysely';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Whether the database can be asked. */
export async function answers(database: CasesDatabase): Promise<boolean> {
  await sql`select 1`.execute(database);
  return true;
}
