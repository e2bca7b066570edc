import { sql } from 'kysely';
import type { InboundMessage } from '../../../adapters/inbound/InboundMessage.ts';
import type { Inbox, UnreadableMessage } from '../../../adapters/inbound/Inbox.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { askStore } from './askStore.ts';
import { isStorable } from './isStorable.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { printable } from './printable.ts';
import { sealRecords } from './sealRecords.ts';
import { storedId } from './storedId.ts';

/**
 * What a place's system sends, in the database.
 *
 * Each call is one statement, which PostgreSQL does whole or not at all. Of several with one id, the first holds the
 * primary key and the others wait for how it ends: they find the message, or it failed and one of them stores it.
 */
export class PlaceInbox implements Inbox {
  readonly #database: JurisdictionDatabase;
  readonly #place: PlaceKey;
  readonly #vault: PlaceVault;

  constructor(database: JurisdictionDatabase, place: PlaceKey, vault: PlaceVault) {
    this.#database = database;
    this.#place = place;
    this.#vault = vault;
  }

  async take(message: InboundMessage): Promise<'TAKEN' | 'DUPLICATE' | 'CONFLICT'> {
    const { subgraph, jurisdiction } = this.#place;
    const { kind, sentAt, faults, latestSentCounts = false } = message;
    // What cannot be a reference of ours answers nothing.
    const answers = message.answers !== null && isStorable(message.answers) ? message.answers : null;
    const id = storedId(message.id, this.#vault);
    const body = this.#vault.seal(message.body, ['message', id]);
    const digest = this.#vault.digestBody(message.body);
    const records = sealRecords(message.records, this.#vault);
    const { rows } = await askStore(
      sql`
      with taken as (
        insert into jurisdiction.messages
          (subgraph, jurisdiction, id, quarantined, kind, sent_at, body_digest, body)
        values (${subgraph}, ${jurisdiction}, ${id}, false, ${kind}, ${sentAt}::bigint, ${digest}, ${body})
        on conflict do nothing
        returning id
      ), faulty as (
        insert into jurisdiction.message_faults (subgraph, jurisdiction, message_id, position, part, reason)
        select ${subgraph}, ${jurisdiction}, taken.id, given.position, given.part, given.reason
        from taken, unnest(
          ${faults.map(({ part }) => printable(part))}::text[],
          ${faults.map(({ reason }) => printable(reason))}::text[]
        ) with ordinality as given (part, reason, position)
      ), stored as (
        insert into jurisdiction.records as known
          (subgraph, jurisdiction, facet, holder, as_of, sealed, message_id)
        select ${subgraph}, ${jurisdiction}, given.facet, given.holder, given.as_of, given.sealed, taken.id
        from taken, unnest(
          ${records.map(({ facet }) => facet)}::text[],
          ${records.map(({ holder }) => holder)}::bytea[],
          ${records.map(({ asOf }) => asOf)}::bigint[],
          ${records.map(({ sealed }) => sealed)}::bytea[]
        ) with ordinality as given (facet, holder, as_of, sealed, position)
        order by given.position
        on conflict (subgraph, jurisdiction, facet, holder) do update
        set as_of = excluded.as_of, sealed = excluded.sealed, message_id = excluded.message_id
        where known.as_of < excluded.as_of
          or known.as_of = excluded.as_of and (
            not ${latestSentCounts}::boolean
            or ${sentAt}::bigint >= coalesce((
              select known_message.sent_at from jurisdiction.messages as known_message
              where known_message.subgraph = known.subgraph and known_message.jurisdiction = known.jurisdiction
                and known_message.id = known.message_id and not known_message.quarantined
            ), ${sentAt}::bigint)
          )
      ), answered as (
        update jurisdiction.requests set answered_at = now()
        from taken
        where requests.subgraph = ${subgraph} and requests.jurisdiction = ${jurisdiction}
          and requests.reference = ${answers}::text and requests.answered_at is null
      )
      select id from taken`.execute(this.#database),
    );
    if (rows.length > 0) return 'TAKEN';
    // A statement of its own: the one above does not see what another replica stored while it waited.
    return (await this.#digestOf(id)).equals(digest) ? 'DUPLICATE' : 'CONFLICT';
  }

  async quarantine(message: UnreadableMessage): Promise<'TAKEN' | 'DUPLICATE'> {
    const digest = this.#vault.digestBody(message.body);
    const id = message.id === null ? `body:${digest.toString('hex')}` : storedId(message.id, this.#vault);
    const taken = await askStore(
      this.#database
        .insertInto('messages')
        .values({
          ...this.#place,
          id,
          quarantined: true,
          kind: null,
          sent_at: null,
          reason: printable(message.reason),
          body_digest: digest,
          body: this.#vault.seal(message.body, ['quarantine', id]),
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .execute(),
    );
    return taken.length > 0 ? 'TAKEN' : 'DUPLICATE';
  }

  async #digestOf(id: string): Promise<Buffer> {
    const row = await askStore(
      this.#database
        .selectFrom('messages')
        .select('body_digest')
        .where('subgraph', '=', this.#place.subgraph)
        .where('jurisdiction', '=', this.#place.jurisdiction)
        .where('id', '=', id)
        .where('quarantined', '=', false)
        .executeTakeFirstOrThrow(),
    );
    return row.body_digest;
  }
}
