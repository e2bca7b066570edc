import { sql } from 'kysely';
import type { InboundMessage } from '../../../adapters/inbound/InboundMessage.ts';
import type { Inbox, UnreadableMessage } from '../../../adapters/inbound/Inbox.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { askStore } from './askStore.ts';
import { isStorable } from './isStorable.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { printable } from './printable.ts';
import { type SealedRecord, sealRecords } from './sealRecords.ts';
import { storedId } from './storedId.ts';
import { storeRecords } from './storeRecords.ts';

/** More of them take a statement too long on a slow database. */
const RECORDS_PER_STATEMENT = 2_000;

interface NewMessage {
  readonly message: InboundMessage;
  /** As it is stored. */
  readonly id: string;
  readonly digest: Buffer;
  readonly records: readonly SealedRecord[];
}

/**
 * What a place's system sends, in the database.
 *
 * Each call is one statement, or one transaction where it holds many records: PostgreSQL does it whole or not at all. Of several with one id, the first holds the
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
    const id = storedId(message.id, this.#vault);
    const digest = this.#vault.digestBody(message.body);
    const records = await sealRecords(message.records, this.#vault);
    const first = records.slice(0, RECORDS_PER_STATEMENT);
    const isTaken = await askStore(
      first.length === records.length
        ? this.#insert(this.#database, { message, id, digest, records })
        : this.#database.transaction().execute(async (transaction) => {
            if (!(await this.#insert(transaction, { message, id, digest, records: first }))) return false;
            const taken = sql`(select ${id}::text as id) as taken`;
            for (let at = first.length; at < records.length; at += RECORDS_PER_STATEMENT) {
              const next = records.slice(at, at + RECORDS_PER_STATEMENT);
              await storeRecords(this.#place, next, { taken, tie: message.tie }).execute(transaction);
            }
            return true;
          }),
    );
    if (isTaken) return 'TAKEN';
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

  /** Faults, the first records and the request answered, in the statement of the message. @returns whether it was new. */
  async #insert(
    database: JurisdictionDatabase,
    { message, id, digest, records }: NewMessage,
  ): Promise<boolean> {
    const { subgraph, jurisdiction } = this.#place;
    const { kind, sentAt, tie, faults } = message;
    // What cannot be a reference of ours answers nothing.
    const answers = message.answers !== null && isStorable(message.answers) ? message.answers : null;
    const body = this.#vault.seal(message.body, ['message', id]);
    const { rows } = await sql`
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
      ), stored as (${storeRecords(this.#place, records, { taken: sql`taken`, tie })}
      ), answered as (
        update jurisdiction.requests set answered_at = now()
        from taken
        where requests.subgraph = ${subgraph} and requests.jurisdiction = ${jurisdiction}
          and requests.reference = ${answers}::text and requests.answered_at is null
      )
      select id from taken`.execute(database);
    return rows.length > 0;
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
