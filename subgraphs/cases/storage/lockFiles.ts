import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseMaterial } from '../CaseMaterial.ts';
import { readAbout } from '../files/readAbout.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import type { FileBinding } from './FileBinding.ts';
import { toStoredFile } from './toStoredFile.ts';

/** A file that may become a material, and will be the same until the transaction ends. */
export interface LockedFile {
  readonly material: CaseMaterial;
  /** That it is sealed under. */
  readonly key: Uint8Array;
}

/** Files that are to become materials, in the order given. @throws {TongbanError} as `bindFiles` does. */
export async function lockFiles(
  transaction: CasesDatabase,
  { owner, materials, vault }: Pick<FileBinding, 'owner' | 'materials' | 'vault'>,
): Promise<readonly LockedFile[]> {
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
  return materials.map(({ file: fileId, kind }, index) => {
    const file = requireReady(files.get(fileId), `input.materials.${index}.file`);
    const key = vault.unwrap(file.wrapped, fileId);
    const { name, sha256 } = readAbout(file, key, vault);
    const { type, size, scannedAt } = file;
    return { key, material: { file: fileId, kind, name, type, size, sha256, scannedAt } };
  });
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
