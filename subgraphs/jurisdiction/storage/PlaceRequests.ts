import { sql } from 'kysely';
import { z } from 'zod';
import type { BookedHolder, RequestBook } from '../../../adapters/inbound/RequestBook.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { askStore } from './askStore.ts';
import { isStorable } from './isStorable.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import type { JurisdictionTables } from './JurisdictionTables.ts';

const holderList = z.array(
  z
    .tuple([z.enum(['NATURAL_PERSON', 'LEGAL_PERSON']), z.custom<HolderIdentity['number']>(isText)])
    .transform(([kind, number]) => ({ kind, number })),
);

/** Milliseconds after which a claim that was not sent is nobody's: longer than any request takes to leave. */
const UNSENT_MS = 60_000;

/** `asked` before `requests`, as `claim` locks them: two replicas that note the same thing must not block each other. */
const FREED_FIRST = sql`(select count(*) from freed) >= 0`;

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

  async claim<Holder extends BookedHolder>(
    { reference, facet, againAfterMs }: Parameters<RequestBook['claim']>[0],
    holders: readonly Holder[],
  ): Promise<readonly Holder[]> {
    const { subgraph, jurisdiction } = this.#place;
    const digests = holders.map((holder) => this.#vault.digestHolder(holder));
    return askStore(
      this.#database.transaction().execute(async (transaction) => {
        // Of two replicas the second waits at the row of the first, and then sees when that one asked. Ordered, so that
        // two claims of the same people wait for each other instead of blocking each other.
        const { rows } = await sql<Pick<JurisdictionTables['asked'], 'holder'>>`
          insert into jurisdiction.asked as known (subgraph, jurisdiction, facet, holder, reference, asked_at)
          select distinct on (given.holder)
            ${subgraph}, ${jurisdiction}, ${facet}, given.holder, ${reference}, now()
          from unnest(${digests}::bytea[]) as given (holder)
          order by given.holder
          on conflict (subgraph, jurisdiction, facet, holder) do update
          set reference = excluded.reference, asked_at = excluded.asked_at, sent_at = null
          where known.asked_at <= excluded.asked_at - interval '1 millisecond'
            * case when known.sent_at is null
                then least(${againAfterMs}::float8, ${UNSENT_MS}::float8) else ${againAfterMs}::float8 end
          returning holder`.execute(transaction);
        const free = new Set(rows.map(({ holder }) => holder.toString('hex')));
        const claimed = holders.filter((_, index) => free.has(digests[index]?.toString('hex') ?? ''));
        if (claimed.length > 0) {
          await sql`
            insert into jurisdiction.requests (subgraph, jurisdiction, reference, facet, holders)
            values (${subgraph}, ${jurisdiction}, ${reference}, ${facet}, ${this.#seal(reference, claimed)})
            on conflict (subgraph, jurisdiction, reference) do update
            set facet = excluded.facet, holders = excluded.holders, asked_at = excluded.asked_at,
              answered_at = null, released_at = null, is_awaited = false`.execute(transaction);
        }
        return claimed;
      }),
    );
  }

  async holdersOf(reference: string): ReturnType<RequestBook['holdersOf']> {
    if (!isStorable(reference)) return null;
    const row = await askStore(
      this.#database
        .selectFrom('requests')
        .select('holders')
        .where('subgraph', '=', this.#place.subgraph)
        .where('jurisdiction', '=', this.#place.jurisdiction)
        .where('reference', '=', reference)
        .executeTakeFirst(),
    );
    return row?.holders == null ? null : this.#open(reference, row.holders);
  }

  async sent(reference: string): Promise<void> {
    const { subgraph, jurisdiction } = this.#place;
    await askStore(
      this.#database
        .updateTable('asked')
        .set({ sent_at: sql<Date>`now()` })
        .where('subgraph', '=', subgraph)
        .where('jurisdiction', '=', jurisdiction)
        .where('reference', '=', reference)
        .execute(),
    );
  }

  async release(reference: string): Promise<void> {
    const { subgraph, jurisdiction } = this.#place;
    await askStore(
      sql`
      with freed as (${this.#free(reference)})
      update jurisdiction.requests set released_at = now()
      where ${FREED_FIRST}
        and subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and reference = ${reference}`.execute(
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

  async forget(reference: string): Promise<void> {
    const { subgraph, jurisdiction } = this.#place;
    await askStore(
      sql`
      with freed as (${this.#free(reference)})
      delete from jurisdiction.requests
      where ${FREED_FIRST}
        and subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and reference = ${reference}`.execute(
        this.#database,
      ),
    );
  }

  async awaitAnswer(reference: string): Promise<void> {
    await askStore(
      this.#database
        .updateTable('requests')
        .set({ is_awaited: true })
        .where('subgraph', '=', this.#place.subgraph)
        .where('jurisdiction', '=', this.#place.jurisdiction)
        .where('reference', '=', reference)
        .execute(),
    );
  }

  async awaited(
    { facet, withinMs }: Parameters<RequestBook['awaited']>[0],
    holders: readonly BookedHolder[],
  ): Promise<readonly boolean[]> {
    const { subgraph, jurisdiction } = this.#place;
    const digests = holders.map((holder) => this.#vault.digestHolder(holder));
    const { rows } = await askStore(
      sql<Pick<JurisdictionTables['asked'], 'holder'>>`
      select asked.holder from jurisdiction.asked
      join jurisdiction.requests using (subgraph, jurisdiction, reference)
      where subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and asked.facet = ${facet}
        and asked.holder = any(${digests}::bytea[]) and requests.is_awaited
        and asked.asked_at > now() - ${withinMs}::float8 * interval '1 millisecond'`.execute(this.#database),
    );
    const found = new Set(rows.map(({ holder }) => holder.toString('hex')));
    return digests.map((digest) => found.has(digest.toString('hex')));
  }

  /** Whoever was asked about under this reference may be asked about again. */
  #free(reference: string) {
    const { subgraph, jurisdiction } = this.#place;
    return sql`delete from jurisdiction.asked
        where subgraph = ${subgraph} and jurisdiction = ${jurisdiction} and reference = ${reference}
        returning holder`;
  }

  #seal(reference: string, holders: readonly BookedHolder[]): Buffer {
    const text = JSON.stringify(holders.map(({ kind, number }) => [kind, number]));
    return this.#vault.seal(Buffer.from(text, 'utf8'), ['request', reference]);
  }

  #open(reference: string, sealed: Buffer): z.output<typeof holderList> {
    try {
      return holderList.parse(JSON.parse(this.#vault.open(sealed, ['request', reference]).toString('utf8')));
    } catch {
      throw new TongbanError('INTERNAL_SERVER_ERROR', 'A stored request does not open under the store key');
    }
  }
}

/** What stands under our own seal was a number when it was sealed. */
function isText(value: unknown): boolean {
  return typeof value === 'string';
}
