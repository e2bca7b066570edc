import { sql } from 'kysely';
import type { PlaceKey } from '../PlaceKey.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';

/** Who stands in the row, where that is not us. */
export interface OtherOwner {
  readonly address: string;
}

export interface LeaseRowOptions {
  readonly database: JurisdictionDatabase;
  readonly place: PlaceKey;
  readonly name: string;
  /** Random, of one process's part in it. */
  readonly owner: string;
  readonly address: string;
  readonly leaseMs: number;
}

/** The row of a lease, seen by one that would be its owner. Expiry is judged by the database's clock alone. */
export class LeaseRow {
  readonly #options: LeaseRowOptions;

  constructor(options: LeaseRowOptions) {
    this.#options = options;
  }

  /**
   * Takes the lease where it is free, prolongs it where it is ours.
   *
   * @returns the fencing token, or `null` where another one owns it.
   * @throws {TongbanError} INTERNAL_SERVER_ERROR when the database cannot say.
   */
  async takeOrRenew(): Promise<number | null> {
    const { database, place, name, owner, address, leaseMs } = this.#options;
    const { rows } = await askStore(
      sql<Pick<JurisdictionTables['leases'], 'token'>>`
      insert into jurisdiction.leases as held (subgraph, jurisdiction, name, owner, token, address, expires_at)
      values (${place.subgraph}, ${place.jurisdiction}, ${name}, ${owner}::uuid, 1, ${address},
        clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond')
      on conflict (subgraph, jurisdiction, name) do update
      set owner = excluded.owner, address = excluded.address,
        token = held.token + case when held.owner = excluded.owner then 0 else 1 end,
        expires_at = clock_timestamp() + ${leaseMs}::float8 * interval '1 millisecond'
      where held.owner = excluded.owner or held.expires_at <= clock_timestamp()
      returning token`.execute(database),
    );
    return rows[0] === undefined ? null : Number(rows[0].token);
  }

  /** The other one whose lease runs, without waiting for anybody who is changing the row. */
  async findOther(): Promise<OtherOwner | null> {
    const { database, place, name, owner } = this.#options;
    const row = await askStore(
      database
        .selectFrom('leases')
        .select('address')
        .where('subgraph', '=', place.subgraph)
        .where('jurisdiction', '=', place.jurisdiction)
        .where('name', '=', name)
        .where('owner', '<>', owner)
        .where('expires_at', '>', sql<Date>`clock_timestamp()`)
        .executeTakeFirst(),
    );
    return row ?? null;
  }

  /** Ends it now, where it is ours; the row stays, for the token must go on growing. */
  async giveUp(): Promise<void> {
    const { database, place, name, owner } = this.#options;
    await askStore(
      database
        .updateTable('leases')
        .set({ expires_at: sql<Date>`'-infinity'` })
        .where('subgraph', '=', place.subgraph)
        .where('jurisdiction', '=', place.jurisdiction)
        .where('name', '=', name)
        .where('owner', '=', owner)
        .execute(),
    );
  }
}
