import type { CaseVault } from '../CaseVault.ts';
import type { DraftRecord } from '../DraftRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toDraftRecord } from './toDraftRecord.ts';

/** A holder's drafts that are not too old, the latest first. @param now - epoch ms. */
export async function listDrafts(
  database: CasesDatabase,
  vault: CaseVault,
  { holderId, now }: { readonly holderId: string; readonly now: number },
): Promise<readonly DraftRecord[]> {
  const rows = await database
    .selectFrom('drafts')
    .selectAll()
    .where('holder_id', '=', holderId)
    .where('expires_at', '>', new Date(now))
    .orderBy('saved_at', 'desc')
    .orderBy('draft_id', 'desc')
    .execute();
  return rows.map((row) => toDraftRecord(row, vault));
}
