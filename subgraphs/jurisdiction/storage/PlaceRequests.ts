import { sql } from 'kysely';
import type { RequestBook } from '../../../adapters/inbound/RequestBook.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { askStore } from './askStore.ts';
import { isStorable } from './isStorable.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';

/** Who was asked about and when, by the database's clock, which all replicas share. */
export class PlaceRequests implements RequestBook {
  readonly #database: JurisdictionDatabase;
  readonly #place: PlaceKey;
  readonly #vault: PlaceVault;

  constructor(database: JurisdictionDatabase, place: PlaceKey, vault: PlaceVault) {
    this.#database = database;
    this.#place = place;
    this.#vault = vault;
  }

  async claim(
    { reference, facet, againAfterMs }: Parameters<RequestBook['claim']>[0],
    holders: readonly HolderIdentity[],
  ): Promise<readonly HolderIdentity[]> {
    const { subgraph, jurisdiction } = this.#place;
    const digests = holders.map((holder) => this.#vault.digestHolder(holder));
    // Of two replicas the second waits at the row of the first, and then sees when that one asked. Ordered, so that
    // two claims of the same people wait for each other instead of blocking each other.
    const { rows } = await askStore(
      sql<Pick<JurisdictionTables['asked'], 'holder'>>`
      with claimed as (
        insert into jurisdiction.asked as known (subgraph, jurisdiction, facet, holder, reference, asked_at)
        select distinct on (given.holder)
          ${subgraph}, ${jurisdiction}, ${facet}, given.holder, ${reference}, now()
        from unnest(${digests}::bytea[]) as given (holder)
        order by given.holder
        on conflict (subgraph, jurisdiction, facet, holder) do update
        set reference = excluded.reference, asked_at = excluded.asked_at
        where known.asked_at <= excluded.asked_at - ${againAfterMs}::float8 * interval '1 millisecond'
        returning holder
      ), booked as (
        insert into jurisdiction.requests (subgraph, jurisdiction, reference, facet)
        select ${subgraph}, ${jurisdiction}, ${reference}, ${facet}
        where exists (select from claimed)
        on conflict do nothing
      )
      select holder from claimed`.execute(this.#database),
    );
    const claimed = new Set(rows.map(({ holder }) => holder.toString('hex')));
    return holders.filter((_, index) => claimed.has(digests[index]?.toString('hex') ?? ''));
  }

  async release(reference: string): Promise<void> {
    const { subgraph, jurisdiction } = this.#place;
    await askStore(
      sql`
      with freed as (
        delete from jurisdiction.asked
        where subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and reference = ${reference}
      )
      update jurisdiction.requests set released_at = now()
      where subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and reference = ${reference}`.execute(
        this.#database,
      ),
    );
  }

  async knows(reference: string): Promise<boolean> {
    if (!isStorable(reference)) return false;
    const row = await askStore(
      this.#database
        .selectFrom('requests')
        .select('reference')
        .where('subgraph', '=', this.#place.subgraph)
        .where('jurisdiction', '=', this.#place.jurisdiction)
        .where('reference', '=', reference)
        .executeTakeFirst(),
    );
    return row !== undefined;
  }
}
