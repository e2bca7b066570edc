import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/**
 * The key of a case's contents.
 *
 * @throws {TongbanError} NOT_FOUND when it was destroyed: what was written in the case is gone.
 */
export async function openCaseKey(
  database: CasesDatabase,
  vault: CaseVault,
  caseId: string,
): Promise<Uint8Array> {
  const row = await database
    .selectFrom('keys')
    .select('wrapped')
    .where('case_id', '=', caseId)
    .executeTakeFirst();
  if (row === undefined || row.wrapped === null)
    throw new TongbanError('NOT_FOUND', 'What was written in this case has been erased');
  return vault.unwrap(row.wrapped, caseId);
}
