import { sql } from 'kysely';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { DraftContent, DraftRecord } from '../DraftRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

const MAX_DRAFTS = 20;

export interface SavedDraft extends Omit<DraftRecord, 'version'> {
  readonly holderId: string;
  /** The version that it replaces; `null` for a new one. */
  readonly replaces: number | null;
  readonly content: DraftContent;
}

/**
 * Keeps a draft, sealed under a key that lies beside it and goes with it.
 *
 * @throws {TongbanError} NOT_FOUND where the holder has no such draft to be replaced, CONFLICT where it was saved again
 *   since, or the holder has too many.
 */
export async function storeDraft(
  transaction: CasesDatabase,
  vault: CaseVault,
  draft: SavedDraft,
): Promise<void> {
  if (draft.replaces !== null) return replace(transaction, vault, { ...draft, replaces: draft.replaces });
  const { draftId, holderId, savedAt, expiresAt, content } = draft;
  await requireRoom(transaction, holderId, savedAt);
  const { key, wrapped } = vault.createKey(draftId);
  await transaction
    .insertInto('drafts')
    .values({
      draft_id: draftId,
      holder_id: holderId,
      version: 1,
      saved_at: new Date(savedAt),
      expires_at: new Date(expiresAt),
      wrapped,
      sealed: vault.seal(content, key, [draftId, 'draft']),
    })
    .execute();
}

async function replace(
  transaction: CasesDatabase,
  vault: CaseVault,
  { draftId, holderId, replaces, savedAt, expiresAt, content }: SavedDraft & { readonly replaces: number },
): Promise<void> {
  const row = await transaction
    .selectFrom('drafts')
    .select(['version', 'wrapped'])
    .where('draft_id', '=', draftId)
    .where('holder_id', '=', holderId)
    .where('expires_at', '>', new Date(savedAt))
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new TongbanError('NOT_FOUND', 'There is no such draft');
  if (row.version !== replaces)
    throw new TongbanError(
      'CONFLICT',
      `The draft is at version ${row.version}, not ${replaces}: look at it again`,
    );
  const key = vault.unwrap(row.wrapped, draftId);
  await transaction
    .updateTable('drafts')
    .set({
      version: replaces + 1,
      saved_at: new Date(savedAt),
      expires_at: new Date(expiresAt),
      sealed: vault.seal(content, key, [draftId, 'draft']),
    })
    .where('draft_id', '=', draftId)
    .execute();
}

/** One after another, so that many at once do not all find room. */
async function requireRoom(transaction: CasesDatabase, holderId: string, now: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`draft:${holderId}`}, 0))`.execute(transaction);
  const { count } = await transaction
    .selectFrom('drafts')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('holder_id', '=', holderId)
    .where('expires_at', '>', new Date(now))
    .executeTakeFirstOrThrow();
  if (Number(count) >= MAX_DRAFTS)
    throw new TongbanError(
      'CONFLICT',
      `草稿已达${MAX_DRAFTS}份, 请先删除 There are ${MAX_DRAFTS} drafts already: discard one first`,
    );
}
