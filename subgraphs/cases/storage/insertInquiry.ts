import type { CaseVault } from '../CaseVault.ts';
import type { NewInquiry } from '../NewInquiry.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { openCaseKey } from './openCaseKey.ts';

/**
 * Keeps what is asked, sealed under the key of its case, or one of its own outside of a case.
 *
 * @throws {TongbanError} NOT_FOUND when the key of the case was destroyed.
 */
export async function insertInquiry(
  transaction: CasesDatabase,
  vault: CaseVault,
  inquiry: NewInquiry,
): Promise<void> {
  const { inquiryId, caseId, question } = inquiry;
  const { key, wrapped } =
    caseId === null
      ? vault.createKey(inquiryId)
      : { key: await openCaseKey(transaction, vault, caseId), wrapped: null };
  await transaction
    .insertInto('inquiries')
    .values({
      inquiry_id: inquiryId,
      case_id: caseId,
      holder_id: inquiry.holderId,
      asking_division: inquiry.askingDivision,
      asked_division: inquiry.askedDivision,
      asked_department: inquiry.askedDepartment,
      waits: inquiry.waits,
      limit_working_days: inquiry.limitWorkingDays,
      due_on: null,
      asked_at: new Date(inquiry.askedAt),
      answered_at: null,
      withdrawn_at: null,
      wrapped,
      question: vault.seal(question, key, [inquiryId, 'question']),
      answer: null,
    })
    .execute();
}
