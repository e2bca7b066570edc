import type { CaseVault } from '../CaseVault.ts';
import type { WrittenContent } from '../WrittenContent.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { contentRow } from './contentRow.ts';
import { openCaseKey } from './openCaseKey.ts';

/** All that was ever written in a case, in order. @throws {TongbanError} NOT_FOUND when it was erased. */
export async function readContents(
  database: CasesDatabase,
  vault: CaseVault,
  caseId: string,
): Promise<readonly WrittenContent[]> {
  const key = await openCaseKey(database, vault, caseId);
  const rows = await database
    .selectFrom('contents')
    .select(['name', 'sequence', 'sealed'])
    .where('case_id', '=', caseId)
    .orderBy('sequence')
    .orderBy('name')
    .execute();
  return rows.map(({ name, sequence, sealed }) => ({
    name,
    sequence,
    content: vault.open(sealed, key, contentRow(caseId, name, sequence)),
  }));
}
