import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import type { MaterialType } from '../../../domain/materials/materialType.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CaseVault } from '../CaseVault.ts';
import { aboutRow } from '../files/aboutRow.ts';
import type { FileAbout } from '../files/FileAbout.ts';
import type { IdempotentRequest } from '../NewCase.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { claimKey } from './claimKey.ts';

export interface NewFile {
  /** Digest of who may make a material of it. */
  readonly owner: Buffer;
  readonly type: MaterialType;
  readonly size: number;
  readonly about: FileAbout;
  readonly idempotency: IdempotentRequest;
  /** Files of the owner that may be in no case, this one included. */
  readonly maxUnbound: number;
}

/**
 * Makes a file of which nothing has come yet, or finds the one that the same request made before.
 *
 * @returns its id.
 * @throws {TongbanError} CONFLICT when the key was used for another request, or the owner has too many files in no case.
 */
export async function createFile(
  transaction: CasesDatabase,
  { owner, type, size, about, idempotency, maxUnbound }: NewFile,
  vault: CaseVault,
): Promise<string> {
  const fileId = randomUUID();
  const known = await claimKey(transaction, idempotency, fileId);
  if (known !== null) return known;

  const { key, wrapped } = vault.createKey(fileId);
  await transaction
    .insertInto('files')
    .values({
      file_id: fileId,
      owner,
      type,
      size,
      refusal: null,
      wrapped,
      about: vault.seal(about, key, aboutRow(fileId)),
      case_id: null,
      scanned_at: null,
    })
    .execute();
  // One after another, so that many at once do not all find room.
  await sql`select pg_advisory_xact_lock(hashtextextended(${`file:${owner.toString('hex')}`}, 0))`.execute(
    transaction,
  );
  const { count } = await transaction
    .selectFrom('files')
    .select(({ fn }) => fn.countAll<string>().as('count'))
    .where('owner', '=', owner)
    .where('case_id', 'is', null)
    .where('state', 'in', ['OPEN', 'COMPLETE'])
    .executeTakeFirstOrThrow();
  if (Number(count) > maxUnbound)
    throw new TongbanError(
      'CONFLICT',
      `${maxUnbound} files of the caller are in no case: hand them in, or wait until they are removed`,
    );
  return fileId;
}
