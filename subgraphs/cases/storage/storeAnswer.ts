import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { openInquiryKey } from './openInquiryKey.ts';

export interface InquiryAnswer {
  readonly inquiryId: string;
  readonly answer: string;
  /** Epoch ms. */
  readonly at: number;
}

/**
 * Keeps the answer to an inquiry, once.
 *
 * @returns `false` where the same was answered before.
 * @throws {TongbanError} CONFLICT where something else was answered; NOT_FOUND where what was asked has been erased.
 */
export async function storeAnswer(
  transaction: CasesDatabase,
  vault: CaseVault,
  { inquiryId, answer, at }: InquiryAnswer,
): Promise<boolean> {
  const row = await transaction
    .selectFrom('inquiries')
    .select(['inquiry_id', 'case_id', 'wrapped', 'answer', 'withdrawn_at'])
    .where('inquiry_id', '=', inquiryId)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.withdrawn_at !== null)
    throw new TongbanError('CONFLICT', 'This inquiry was withdrawn: nobody waits for an answer');
  const key = await openInquiryKey(transaction, vault, row);
  if (row.answer !== null) {
    if (vault.open(row.answer, key, [inquiryId, 'answer']) === answer) return false;
    throw new TongbanError('CONFLICT', 'This inquiry was answered already, in other words: read the answer');
  }
  await transaction
    .updateTable('inquiries')
    .set({ answer: vault.seal(answer, key, [inquiryId, 'answer']), answered_at: new Date(at) })
    .where('inquiry_id', '=', inquiryId)
    .execute();
  return true;
}
