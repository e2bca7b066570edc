import { sql } from 'kysely';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { Holder } from '../Holder.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';
import type { PeopleTables } from './PeopleTables.ts';

/** What people reads from its database. */
export class HolderStore {
  readonly #database: PeopleDatabase;

  constructor(database: PeopleDatabase) {
    this.#database = database;
  }

  /** The holder that an issuer's subject stands for; `null` when it is not known here. */
  async findHolderOf(issuer: string, subject: string): Promise<Holder | null> {
    const row = await askDatabase(
      this.#database
        .selectFrom('subjects')
        .innerJoin('holders', 'holders.holder_id', 'subjects.holder_id')
        .selectAll('holders')
        .where('issuer', '=', issuer)
        .where('subject', '=', subject)
        .executeTakeFirst(),
    );
    return row === undefined ? null : toHolder(row);
  }

  /** Holders by id, in no order; unknown ids are left out. */
  async findHolders(ids: readonly string[]): Promise<readonly Holder[]> {
    const rows = await askDatabase(
      this.#database.selectFrom('holders').selectAll().where('holder_id', '=', anyUuid(ids)).execute(),
    );
    return rows.map(toHolder);
  }

  /** Whether the database answers. */
  async answers(): Promise<boolean> {
    await askDatabase(sql`select 1`.execute(this.#database));
    return true;
  }
}

/** One parameter for any number of ids, so that the statement's text stays the same. */
function anyUuid(ids: readonly string[]): ReturnType<typeof sql<string>> {
  return sql<string>`any(${ids}::uuid[])`;
}

function toHolder(row: PeopleTables['holders']): Holder {
  return { id: row.holder_id, kind: row.kind, numberSealed: row.number_sealed, nameSealed: row.name_sealed };
}
