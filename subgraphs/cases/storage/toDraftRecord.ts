import type { Selectable } from 'kysely';
import type { CaseVault } from '../CaseVault.ts';
import type { DraftContent, DraftRecord } from '../DraftRecord.ts';
import type { CasesTables } from './CasesTables.ts';

/** A row of `cases.drafts`, opened. */
export function toDraftRecord(
  { draft_id, version, saved_at, expires_at, wrapped, sealed }: Selectable<CasesTables['drafts']>,
  vault: CaseVault,
): DraftRecord {
  const key = vault.unwrap(wrapped, draft_id);
  return {
    draftId: draft_id,
    version,
    // Sealed by us, for this row: it is what it was.
    content: vault.open(sealed, key, [draft_id, 'draft']) as DraftContent,
    savedAt: saved_at.getTime(),
    expiresAt: expires_at.getTime(),
  };
}
