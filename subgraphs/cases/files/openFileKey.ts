import { TongbanError } from '../../../domain/TongbanError.ts';
import { openCaseKey } from '../storage/openCaseKey.ts';
import type { FileServices } from './FileServices.ts';
import type { StoredFile } from './StoredFile.ts';
import { wrappedRow } from './wrappedRow.ts';

/**
 * The key of a file.
 *
 * @throws {TongbanError} NOT_FOUND when it was destroyed, or that of its case was.
 */
export async function openFileKey(
  { fileId, wrapped, caseId }: StoredFile,
  { database, vault }: Pick<FileServices, 'database' | 'vault'>,
): Promise<Uint8Array> {
  if (wrapped === null) throw new TongbanError('NOT_FOUND', 'There is no such file any more');
  if (caseId === null) return vault.unwrap(wrapped, fileId);
  const caseKey = await openCaseKey(database, vault, caseId);
  return new Uint8Array(vault.openBytes(wrapped, caseKey, wrappedRow(caseId, fileId)));
}
