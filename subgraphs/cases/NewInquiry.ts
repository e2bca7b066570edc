import type { InquiryRecord } from './InquiryRecord.ts';

/** What becomes an inquiry; already checked. */
export interface NewInquiry
  extends Omit<InquiryRecord, 'dueOn' | 'isDueProvisional' | 'answeredAt' | 'withdrawnAt'> {
  /** Sealed at rest. */
  readonly question: string;
}
