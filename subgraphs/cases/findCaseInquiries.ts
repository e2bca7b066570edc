import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { CaseRecord } from './CaseRecord.ts';
import type { SubgraphContext } from './createContext.ts';
import type { InquiryRecord } from './InquiryRecord.ts';
import { listCaseInquiries } from './storage/listCaseInquiries.ts';

/** What offices asked in a case; `null` for everybody but clerks of its places who have no part in it themselves (回避). */
export async function findCaseInquiries(
  { caseId, divisions: { ACCEPTING, OWNING, THIRD } }: CaseRecord,
  { caller, cases, services }: SubgraphContext,
): Promise<readonly InquiryRecord[] | null> {
  if ([ACCEPTING, OWNING, THIRD].every((division) => caller.officeFor(division) === null)) return null;
  const found = await cases.load(caseId);
  if (found === null || (await caller.takesPart(found.parties))) return null;
  return askDatabase(listCaseInquiries(services.database, caseId));
}
