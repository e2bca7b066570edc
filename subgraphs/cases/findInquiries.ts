import { parseDivisionArgument } from '../serving/parseDivisionArgument.ts';
import { askDatabase } from '../serving/storage/askDatabase.ts';
import type { SubgraphContext } from './createContext.ts';
import { parseDueCursor } from './dueCursor.ts';
import type { DuePage } from './duePage.ts';
import type { InquiryRecord } from './InquiryRecord.ts';
import { parseFirst } from './parseFirst.ts';
import type { QueryInquiriesArgs } from './resolvers.generated.ts';
import { fromDepartmentName } from './statistics/departmentName.ts';
import { listInquiries } from './storage/listInquiries.ts';

/** Inquiries of an office of the caller's. @throws {TongbanError} FORBIDDEN for any other; BAD_USER_INPUT naming the argument. */
export async function findInquiries(
  { division, direction, department, statuses, first, after }: QueryInquiriesArgs,
  { caller, services }: SubgraphContext,
): Promise<DuePage<InquiryRecord>> {
  const code = parseDivisionArgument('division', division);
  caller.requireOffice(code);
  const position = { first: parseFirst(first), after: parseDueCursor(after) };
  return askDatabase(
    listInquiries(services.database, {
      division: code,
      direction,
      department: department ? fromDepartmentName(department) : null,
      statuses: statuses ?? ['OPEN'],
      ...position,
      self: await caller.findSelf(),
    }),
  );
}
