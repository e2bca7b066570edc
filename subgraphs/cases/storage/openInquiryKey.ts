import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { openCaseKey } from './openCaseKey.ts';

/** Where the key of an inquiry lies. */
export interface InquiryKeyRow {
  readonly inquiry_id: string;
  readonly case_id: string | null;
  readonly wrapped: Buffer | null;
}

/**
 * The key of what was asked and answered: that of its case, or its own.
 *
 * @throws {TongbanError} NOT_FOUND when it was destroyed.
 */
export async function openInquiryKey(
  database: CasesDatabase,
  vault: CaseVault,
  { inquiry_id, case_id, wrapped }: InquiryKeyRow,
): Promise<Uint8Array> {
  if (case_id !== null) return openCaseKey(database, vault, case_id);
  if (wrapped === null) throw new TongbanError('NOT_FOUND', 'What was asked has been erased');
  return vault.unwrap(wrapped, inquiry_id);
}
