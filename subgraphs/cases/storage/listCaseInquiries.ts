import type { InquiryRecord } from '../InquiryRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toInquiryRecord } from './toInquiryRecord.ts';

/** What was asked in a case, the first first. */
export async function listCaseInquiries(
  database: CasesDatabase,
  caseId: string,
): Promise<readonly InquiryRecord[]> {
  const rows = await database
    .selectFrom('inquiries')
    .selectAll()
    .where('case_id', '=', caseId)
    .orderBy('asked_at')
    .orderBy('inquiry_id')
    .execute();
  return rows.map(toInquiryRecord);
}
