import type { CasesDatabase } from './CasesDatabase.ts';

/** Deletes drafts that are too old. @param now - epoch ms. @returns how many. */
export async function purgeDrafts(database: CasesDatabase, now: number): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('drafts')
    .where('expires_at', '<=', new Date(now))
    .executeTakeFirstOrThrow();
  return Number(numDeletedRows);
}
