import type { FileRefusal } from '../../../domain/materials/fileRefusal.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { StoredFile } from '../files/StoredFile.ts';
import type { CasesDatabase } from './CasesDatabase.ts';
import { toStoredFile } from './toStoredFile.ts';

/** A part of a file that is stored for good. */
export interface KeptPart {
  readonly partId: string;
  /** From 0, in steps of `PART_BYTES`. */
  readonly position: number;
  readonly bytes: number;
}

/** What is known of files while they come, and of where their parts lie. */
export class FileRows {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** @param fileId - a UUID. */
  async find(fileId: string): Promise<StoredFile | null> {
    const row = await this.#database
      .selectFrom('files')
      .selectAll()
      .where('file_id', '=', fileId)
      .executeTakeFirst();
    return row === undefined ? null : toStoredFile(row);
  }

  /** In order. */
  async findParts(fileId: string): Promise<readonly KeptPart[]> {
    const rows = await this.#database
      .selectFrom('file_parts')
      .select(['part_id', 'position', 'bytes'])
      .where('file_id', '=', fileId)
      .where('kept', '=', true)
      .orderBy('position')
      .execute();
    return rows.map(({ part_id, position, bytes }) => ({ partId: part_id, position, bytes }));
  }

  /** Notes a part before a byte of it is stored. */
  async announcePart(fileId: string, { partId, position, bytes }: KeptPart): Promise<void> {
    await this.#database
      .insertInto('file_parts')
      .values({ part_id: partId, file_id: fileId, position, bytes })
      .execute();
  }

  /**
   * Makes a stored part one of the file's, in place of a shorter one that began where it begins.
   *
   * @param from - how far the file had come before.
   * @returns the shorter one.
   * @throws {TongbanError} CONFLICT when the file has gone on meanwhile, or takes nothing any more.
   */
  async keepPart(
    fileId: string,
    { partId, position }: KeptPart,
    { from, to }: { readonly from: number; readonly to: number },
  ): Promise<string | null> {
    return this.#database.transaction().execute(async (transaction) => {
      const { numUpdatedRows } = await transaction
        .updateTable('files')
        .set({ received: to })
        .where('file_id', '=', fileId)
        .where('received', '=', from)
        .where('state', '=', 'OPEN')
        .executeTakeFirstOrThrow();
      if (numUpdatedRows === 0n)
        throw new TongbanError('CONFLICT', 'The upload goes on elsewhere: ask with HEAD how far it has come');
      const replaced = await transaction
        .updateTable('file_parts')
        .set({ kept: false })
        .where('file_id', '=', fileId)
        .where('position', '=', position)
        .where('kept', '=', true)
        .returning('part_id')
        .executeTakeFirst();
      await transaction
        .updateTable('file_parts')
        .set({ kept: true })
        .where('part_id', '=', partId)
        .executeTakeFirstOrThrow();
      return replaced?.part_id ?? null;
    });
  }

  /** After the part was removed from the store. */
  async forgetPart(partId: string): Promise<void> {
    await this.#database.deleteFrom('file_parts').where('part_id', '=', partId).execute();
  }

  /** Ends an upload that has come whole; the first end stays. With a refusal its key is destroyed. */
  async settle(
    fileId: string,
    { refusal, isScanned }: { readonly refusal: FileRefusal | null; readonly isScanned: boolean },
    at: number,
  ): Promise<void> {
    await this.#database
      .updateTable('files')
      .set({
        state: refusal === null ? 'COMPLETE' : 'REFUSED',
        refusal,
        scanned_at: isScanned ? new Date(at) : null,
        ...(refusal === null ? {} : { wrapped: null }),
      })
      .where('file_id', '=', fileId)
      .where('state', '=', 'OPEN')
      .whereRef('received', '=', 'size')
      .execute();
  }
}
