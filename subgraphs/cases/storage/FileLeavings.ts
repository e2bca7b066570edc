import { sql } from 'kysely';
import type { PartName } from '../files/FileStore.ts';
import type { CasesDatabase } from './CasesDatabase.ts';

/** A part that was stored, or was about to be, and is not of a file (yet): longer than any upload takes for one part. */
const LEFT_AFTER = sql<Date>`now() - interval '1 hour'`;

/** What nobody will ask for any more. */
export class FileLeavings {
  readonly #database: CasesDatabase;

  constructor(database: CasesDatabase) {
    this.#database = database;
  }

  /** Destroys the keys of files that came into no case in time, and of those whose case was erased. */
  async giveUp(keepHours: number, limit: number): Promise<void> {
    await sql`
      update cases.files set state = 'GONE', wrapped = null
      where file_id in (
        select file_id from cases.files
        where case_id is null and state <> 'GONE'
          and created_at < now() - make_interval(secs => ${keepHours * 3_600})
        limit ${limit} for update skip locked)`.execute(this.#database);
    await sql`
      update cases.files set state = 'GONE', wrapped = null
      from cases.keys
      where keys.case_id = files.case_id and keys.wrapped is null and files.state <> 'GONE'`.execute(
      this.#database,
    );
  }

  /** Parts of files that are gone or refused, of parts that were replaced, and of processes that died. */
  async findParts(limit: number): Promise<readonly PartName[]> {
    const rows = await this.#database
      .selectFrom('file_parts')
      .innerJoin('files', 'files.file_id', 'file_parts.file_id')
      .select(['file_parts.part_id', 'file_parts.file_id'])
      .where(({ or, and, eb }) =>
        or([
          eb('files.state', 'in', ['GONE', 'REFUSED']),
          and([eb('file_parts.kept', '=', false), eb('file_parts.at', '<', LEFT_AFTER)]),
        ]),
      )
      .limit(limit)
      .execute();
    return rows.map(({ part_id, file_id }) => ({ partId: part_id, fileId: file_id }));
  }

  /** After they were removed from the store. */
  async forgetParts(partIds: readonly string[]): Promise<void> {
    if (partIds.length === 0) return;
    await this.#database.deleteFrom('file_parts').where('part_id', 'in', partIds).execute();
  }

  /** Forgets files that are gone and of which nothing is stored any more. */
  async forgetFiles(): Promise<void> {
    await this.#database
      .deleteFrom('files')
      .where('state', '=', 'GONE')
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('file_parts').select('part_id').whereRef('file_parts.file_id', '=', 'files.file_id'),
          ),
        ),
      )
      .execute();
  }
}
