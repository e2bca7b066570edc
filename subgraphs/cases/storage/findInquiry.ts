import { isUuid } from '../../serving/isUuid.ts';
import type { InquiryRecord } from '../InquiryRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toInquiryRecord } from './toInquiryRecord.ts';

/** `null` for an id that is none, or of no inquiry. */
export async function findInquiry(database: CasesDatabase, inquiryId: string): Promise<InquiryRecord | null> {
  if (!isUuid(inquiryId)) return null;
  const row = await database
    .selectFrom('inquiries')
    .selectAll()
    .where('inquiry_id', '=', inquiryId)
    .executeTakeFirst();
  return row === undefined ? null : toInquiryRecord(row);
}
