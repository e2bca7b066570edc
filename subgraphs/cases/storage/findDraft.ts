import type { CaseVault } from '../CaseVault.ts';
import type { DraftRecord } from '../DraftRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toDraftRecord } from './toDraftRecord.ts';

/** One draft of a holder; `null` where there is none any more. */
export async function findDraft(
  database: CasesDatabase,
  vault: CaseVault,
  { draftId, holderId }: { readonly draftId: string; readonly holderId: string },
): Promise<DraftRecord | null> {
  const row = await database
    .selectFrom('drafts')
    .selectAll()
    .where('draft_id', '=', draftId)
    .where('holder_id', '=', holderId)
    .executeTakeFirst();
  return row === undefined ? null : toDraftRecord(row, vault);
}
