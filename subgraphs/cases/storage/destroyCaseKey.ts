import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Actor } from '../Actor.ts';
import { ERASE_CASE } from '../eraseAction.ts';
import { appendAudit } from './appendAudit.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

export interface KeyDestruction {
  readonly caseId: string;
  readonly actor: Actor;
  readonly reasonDigest: Buffer;
  /** Epoch ms. */
  readonly at: number;
  /** Finds out what would be done and does nothing. */
  readonly isDryRun: boolean;
}

/** What there was to erase. */
export interface DestroyedKey {
  readonly caseId: string;
  readonly caseNumber: string;
  /** Texts under the key: form, outputs, reasons, names of materials. */
  readonly contents: number;
  /** Whose questions and answers are under it. */
  readonly inquiries: number;
  /** Files that a worker removes. */
  readonly files: number;
  /** When it was erased before, epoch ms, and whether for the same reason; `null`: it is erased now. */
  readonly before: { readonly at: number; readonly isSameReason: boolean } | null;
}

/**
 * Destroys the key of a case that is over, in the transaction given, and keeps who did it and why. Done once: a case that
 * was erased stays as it is.
 *
 * @throws {TongbanError} NOT_FOUND; CONFLICT for a case that is not over.
 */
export async function destroyCaseKey(
  transaction: CasesDatabase,
  { caseId, actor, reasonDigest, at, isDryRun }: KeyDestruction,
): Promise<DestroyedKey> {
  // Whoever changes the case locks its row first: nothing is written under a key that is being destroyed.
  const row = await transaction
    .selectFrom('cases')
    .select(['case_number', 'status', 'sequence'])
    .where('case_id', '=', caseId)
    .forUpdate()
    .executeTakeFirst();
  if (row === undefined) throw new TongbanError('NOT_FOUND', `there is no case ${caseId}`);
  if (row.status !== 'CLOSED' && row.status !== 'DECLINED')
    throw new TongbanError(
      'CONFLICT',
      `case ${row.case_number} is ${row.status}: only one that is CLOSED or DECLINED can be erased`,
    );
  const found = { caseId, caseNumber: row.case_number, ...(await count(transaction, caseId)) };
  const erased = await transaction
    .selectFrom('audit')
    .select(['at', 'reason_digest'])
    .where('case_id', '=', caseId)
    .where('action', '=', ERASE_CASE)
    .orderBy('audit_id')
    .executeTakeFirst();
  const key = await transaction
    .selectFrom('keys')
    .select('wrapped')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  const isThere = key !== undefined && key.wrapped !== null;
  if (erased !== undefined && !isThere) {
    const isSameReason = erased.reason_digest?.equals(reasonDigest) ?? false;
    return { ...found, before: { at: erased.at.getTime(), isSameReason } };
  }
  if (!isDryRun) {
    await transaction.updateTable('keys').set({ wrapped: null }).where('case_id', '=', caseId).execute();
    const thing = { id: caseId, sequence: row.sequence, at };
    await appendAudit(transaction, thing, { actor, action: ERASE_CASE, reasonDigest });
  }
  return { ...found, before: null };
}

async function count(
  transaction: CasesDatabase,
  caseId: string,
): Promise<Pick<DestroyedKey, 'contents' | 'inquiries' | 'files'>> {
  const of = async (table: 'contents' | 'inquiries' | 'files'): Promise<number> => {
    const { rows } = await transaction
      .selectFrom(table)
      .select(({ fn }) => fn.countAll<string>().as('rows'))
      .where('case_id', '=', caseId)
      .executeTakeFirstOrThrow();
    return Number(rows);
  };
  return { contents: await of('contents'), inquiries: await of('inquiries'), files: await of('files') };
}
