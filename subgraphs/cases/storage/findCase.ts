import { isUuid } from '../../serving/isUuid.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CaseRecord, Party } from '../CaseRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toCaseRecord } from './toCaseRecord.ts';

/** A case with those who take part in it. */
export interface FoundCase {
  readonly record: CaseRecord;
  readonly parties: readonly Party[];
}

/** `null` for an id that is none, or of no case. */
export async function findCase(database: CasesDatabase, caseId: string): Promise<FoundCase | null> {
  if (!isUuid(caseId)) return null;
  const row = await askDatabase(
    database.selectFrom('cases').selectAll().where('case_id', '=', caseId).executeTakeFirst(),
  );
  if (row === undefined) return null;
  const parties = await askDatabase(
    database
      .selectFrom('parties')
      .select(['role', 'holder_id'])
      .where('case_id', '=', caseId)
      .orderBy('position')
      .execute(),
  );
  return {
    record: toCaseRecord(row),
    parties: parties.map(({ role, holder_id }) => ({ role, holderId: holder_id })),
  };
}
