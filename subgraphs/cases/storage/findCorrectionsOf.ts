import type { CorrectionRecord } from '../CorrectionRecord.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toCorrectionRecord } from './toCorrectionRecord.ts';

/** Corrections of these cases, in the order of the ids; `null` for a case without one. */
export async function findCorrectionsOf(
  database: CasesDatabase,
  caseIds: readonly string[],
): Promise<ReadonlyArray<CorrectionRecord | null>> {
  const rows = await database
    .selectFrom('corrections')
    .selectAll()
    .where('case_id', 'in', [...caseIds])
    .execute();
  const known = new Map(rows.map((row) => [row.case_id, toCorrectionRecord(row)]));
  return caseIds.map((id) => known.get(id) ?? null);
}
