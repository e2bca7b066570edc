import { isUuid } from '../../serving/isUuid.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { DiscardDraftInput } from '../resolvers.generated.ts';
import { claimKey } from '../storage/claimKey.ts';
import { deleteDraft } from '../storage/deleteDraft.ts';
import type { CommandTools } from './CommandTools.ts';
import { parseIdempotencyKey } from './parseIdempotencyKey.ts';
import { requireSelf } from './requireSelf.ts';

/** 删除草稿: nothing of it is kept. @returns the id that was given. */
export async function discardDraft(
  { draftId, idempotencyKey }: DiscardDraftInput,
  { services, caller }: CommandTools,
): Promise<string> {
  const key = parseIdempotencyKey(idempotencyKey);
  const holderId = await requireSelf(caller);
  if (!isUuid(draftId)) return draftId;
  const digest = services.vault.digestOf(['discardDraft', draftId]);
  await askDatabase(
    services.database.transaction().execute(async (transaction) => {
      const repeated = await claimKey(transaction, { scope: caller.scope, key, digest }, draftId);
      if (repeated === null) await deleteDraft(transaction, { draftId, holderId });
    }),
  );
  return draftId;
}
