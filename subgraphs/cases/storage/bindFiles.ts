import type { CaseMaterial } from '../CaseMaterial.ts';
import { wrappedRow } from '../files/wrappedRow.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { FileBinding } from './FileBinding.ts';
import { lockFiles } from './lockFiles.ts';

/**
 * Makes files materials of a case: each once, and for good.
 *
 * @returns what is written down of them in the case, in the order given.
 * @throws {TongbanError} NOT_FOUND for a file that is not the owner's, whether it exists or not; CONFLICT for one that has
 *   not come whole, was refused, or is in a case.
 */
export async function bindFiles(
  transaction: CasesDatabase,
  binding: FileBinding,
): Promise<readonly CaseMaterial[]> {
  const { caseId, caseKey, vault } = binding;
  const locked = await lockFiles(transaction, binding);
  for (const { material, key } of locked)
    await transaction
      .updateTable('files')
      .set({ case_id: caseId, wrapped: vault.sealBytes(key, caseKey, wrappedRow(caseId, material.file)) })
      .where('file_id', '=', material.file)
      .execute();
  return locked.map(({ material }) => material);
}
