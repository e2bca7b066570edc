import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { openInquiryKey } from './openInquiryKey.ts';

/** What was asked and answered; `null` where it was erased, or is not there yet. */
export interface InquiryTexts {
  readonly question: string | null;
  readonly answer: string | null;
}

export async function readInquiryTexts(
  database: CasesDatabase,
  vault: CaseVault,
  inquiryId: string,
): Promise<InquiryTexts> {
  const row = await database
    .selectFrom('inquiries')
    .select(['inquiry_id', 'case_id', 'wrapped', 'question', 'answer'])
    .where('inquiry_id', '=', inquiryId)
    .executeTakeFirst();
  const key = row === undefined ? null : await openInquiryKey(database, vault, row).catch(noneIfErased);
  if (row === undefined || key === null) return { question: null, answer: null };
  const open = (sealed: Buffer, name: string) => String(vault.open(sealed, key, [inquiryId, name]));
  return {
    question: open(row.question, 'question'),
    answer: row.answer === null ? null : open(row.answer, 'answer'),
  };
}

function noneIfErased(error: unknown): null {
  if (error instanceof TongbanError && error.code === 'NOT_FOUND') return null;
  throw error;
}
