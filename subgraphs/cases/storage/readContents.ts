import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { openCaseKey } from './openCaseKey.ts';

/** All that was written in a case, by name. @throws {TongbanError} NOT_FOUND when it was erased. */
export async function readContents(
  database: CasesDatabase,
  vault: CaseVault,
  caseId: string,
): Promise<Readonly<Record<string, unknown>>> {
  const key = await openCaseKey(database, vault, caseId);
  const rows = await database
    .selectFrom('contents')
    .select(['name', 'sealed'])
    .where('case_id', '=', caseId)
    .orderBy('name')
    .execute();
  return Object.fromEntries(rows.map(({ name, sealed }) => [name, vault.open(sealed, key, [caseId, name])]));
}
