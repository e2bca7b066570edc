import type { InquiryRecord } from './InquiryRecord.ts';

/** 协查状态 */
export function inquiryStatus({
  answeredAt,
  withdrawnAt,
}: Pick<InquiryRecord, 'answeredAt' | 'withdrawnAt'>): 'OPEN' | 'ANSWERED' | 'WITHDRAWN' {
  if (withdrawnAt !== null) return 'WITHDRAWN';
  return answeredAt === null ? 'OPEN' : 'ANSWERED';
}
