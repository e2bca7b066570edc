import { sql } from 'kysely';
import type { Department } from '../../../domain/department.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { DuePosition } from '../dueCursor.ts';
import type { DuePage } from '../duePage.ts';
import type { InquiryRecord } from '../InquiryRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { DUE_FIRST, isBehind } from './dueFirst.ts';
import { liesIn } from './liesIn.ts';
import { toInquiryRecord } from './toInquiryRecord.ts';

export interface InquiriesQuestion {
  readonly division: DivisionCode;
  /** Whether the division is asked, or asks. */
  readonly direction: 'RECEIVED' | 'SENT';
  readonly department: Department | null;
  readonly statuses: ReadonlyArray<'OPEN' | 'ANSWERED' | 'WITHDRAWN'>;
  /** Who asks for the list; what is about them is not told them (回避). `null`: nobody who is known. */
  readonly self: string | null;
  readonly first: number;
  readonly after: DuePosition | null;
}

/** Inquiries of a division and those in it, those due first before the others, then the oldest. */
export async function listInquiries(
  database: CasesDatabase,
  { division, direction, department, statuses, self, first, after }: InquiriesQuestion,
): Promise<DuePage<InquiryRecord>> {
  let query = database
    .selectFrom('inquiries')
    .selectAll()
    .where(liesIn(direction === 'RECEIVED' ? 'asked_division' : 'asking_division', division))
    .orderBy(DUE_FIRST)
    .orderBy('asked_at')
    .orderBy('inquiry_id')
    .limit(first + 1);
  if (!statuses.includes('ANSWERED')) query = query.where('answered_at', 'is', null);
  if (!statuses.includes('WITHDRAWN')) query = query.where('withdrawn_at', 'is', null);
  if (!statuses.includes('OPEN'))
    query = query.where(sql<boolean>`num_nonnulls(answered_at, withdrawn_at) > 0`);
  if (department !== null) query = query.where('asked_department', '=', department);
  if (self !== null) query = query.where(isNotAbout(self));
  if (after !== null) query = query.where(isBehind(after, { since: 'asked_at', id: 'inquiry_id' }));
  const rows = await query.execute();
  return {
    rows: rows.slice(0, first).map(toInquiryRecord),
    hasNextPage: rows.length > first,
    hasPreviousPage: after !== null,
  };
}

const isNotAbout = (holderId: string) =>
  sql<boolean>`holder_id is distinct from ${holderId}::uuid and not exists (
    select from cases.parties where parties.case_id = inquiries.case_id and parties.holder_id = ${holderId}::uuid)`;
