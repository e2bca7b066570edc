import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseMaterial } from '../CaseMaterial.ts';
import type { CaseVault } from '../CaseVault.ts';
import { readAbout } from '../files/readAbout.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import { wrappedRow } from '../files/wrappedRow.ts';
import type { GivenMaterial } from '../NewCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toStoredFile } from './toStoredFile.ts';

export interface FileBinding {
  readonly caseId: string;
  /** Of the case: from now on it seals the keys of these files. */
  readonly caseKey: Uint8Array;
  /** Digest of who uploaded them. */
  readonly owner: Buffer;
  readonly materials: readonly GivenMaterial[];
  readonly vault: CaseVault;
}

/**
 * Makes files materials of a case: each once, and for good.
 *
 * @returns what is written down of them in the case, in the order given.
 * @throws {TongbanError} NOT_FOUND for a file that is not the owner's, whether it exists or not; CONFLICT for one that has
 *   not come whole, was refused, or is in a case.
 */
export async function bindFiles(
  transaction: CasesDatabase,
  { caseId, caseKey, owner, materials, vault }: FileBinding,
): Promise<readonly CaseMaterial[]> {
  if (materials.length === 0) return [];
  const rows = await transaction
    .selectFrom('files')
    .selectAll()
    .where(
      'file_id',
      'in',
      materials.map(({ file }) => file),
    )
    .where('owner', '=', owner)
    // Always in the same order: two cases that want the same files wait for each other in none.
    .orderBy('file_id')
    .forUpdate()
    .execute();
  const files = new Map(rows.map((row) => [row.file_id, toStoredFile(row)]));
  const bound: CaseMaterial[] = [];
  for (const [index, { file: fileId, kind }] of materials.entries()) {
    const file = requireReady(files.get(fileId), `input.materials.${index}.file`);
    const key = vault.unwrap(file.wrapped, fileId);
    const { name, sha256 } = readAbout(file, key, vault);
    await transaction
      .updateTable('files')
      .set({ case_id: caseId, wrapped: vault.sealBytes(key, caseKey, wrappedRow(caseId, fileId)) })
      .where('file_id', '=', fileId)
      .execute();
    const { type, size, scannedAt } = file;
    bound.push({ file: fileId, kind, name, type, size, sha256, scannedAt });
  }
  return bound;
}

function requireReady(
  file: StoredFile | undefined,
  where: string,
): StoredFile & { readonly wrapped: Buffer } {
  if (file === undefined || file.state === 'GONE')
    throw new TongbanError('NOT_FOUND', `${where}: the caller has uploaded no such file`);
  if (file.caseId !== null) throw new TongbanError('CONFLICT', `${where}: the file is in a case already`);
  const { wrapped } = file;
  if (file.state === 'REFUSED')
    throw new TongbanError('CONFLICT', `${where}: the file was refused; upload another one`);
  if (file.state === 'OPEN' || wrapped === null)
    throw new TongbanError('CONFLICT', `${where}: the upload has not come to its end`);
  return { ...file, wrapped };
}
