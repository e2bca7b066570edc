import { isUuid } from '../../serving/isUuid.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Deletes a draft of a holder, and with it the key of what was written in it; nothing where there is none. */
export async function deleteDraft(
  database: CasesDatabase,
  { draftId, holderId }: { readonly draftId: string; readonly holderId: string },
): Promise<void> {
  if (!isUuid(draftId)) return;
  await database
    .deleteFrom('drafts')
    .where('draft_id', '=', draftId)
    .where('holder_id', '=', holderId)
    .execute();
}
