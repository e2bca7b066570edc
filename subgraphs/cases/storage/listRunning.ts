import { isUuid } from '../../serving/isUuid.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** Which cases that are not over. */
export interface RunningCases {
  /** Id of the procedure that they run by. */
  readonly procedure: string;
  readonly version: number;
  /** Only cases of this item; `null`: of any. */
  readonly item: string | null;
  /** Only this one, by id or number (办件编号); `null`: all. */
  readonly only: string | null;
}

export interface RunningCase {
  readonly caseId: string;
  readonly caseNumber: string;
}

/** Cases that run by a version of a procedure, by id. */
export async function listRunning(
  database: CasesDatabase,
  {
    procedure,
    version,
    item,
    only,
    first,
    after,
  }: RunningCases & { readonly first: number; readonly after: string | null },
): Promise<readonly RunningCase[]> {
  let query = database
    .selectFrom('cases')
    .select(['case_id as caseId', 'case_number as caseNumber'])
    .where('procedure_id', '=', procedure)
    .where('procedure_version', '=', version)
    .where('closed_at', 'is', null)
    .orderBy('case_id')
    .limit(first);
  if (item !== null) query = query.where('item', '=', item);
  if (only !== null) query = query.where(isUuid(only) ? 'case_id' : 'case_number', '=', only);
  if (after !== null) query = query.where('case_id', '>', after);
  return query.execute();
}
