import { sql } from 'kysely';
import type { FoundRecord, PushedRecords } from '../../../adapters/inbound/PushedRecords.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { PlaceKey } from '../PlaceKey.ts';
import type { PlaceVault } from '../PlaceVault.ts';
import { askStore } from './askStore.ts';
import type { JurisdictionDatabase } from './JurisdictionDatabase.ts';
import { openRecordRow } from './openRecordRow.ts';

/** What a place's system has told us, read back from the database. */
export class StoredRecords implements PushedRecords {
  readonly #database: JurisdictionDatabase;
  readonly #place: PlaceKey;
  readonly #vault: PlaceVault;

  constructor(database: JurisdictionDatabase, place: PlaceKey, vault: PlaceVault) {
    this.#database = database;
    this.#place = place;
    this.#vault = vault;
  }

  async find(
    facet: string,
    holders: readonly HolderIdentity[],
    signal: AbortSignal,
  ): Promise<readonly (FoundRecord | null)[]> {
    signal.throwIfAborted();
    const digests = holders.map((holder) => this.#vault.digestHolder(holder));
    const rows = await orAborted(askStore(this.#select(facet, digests)), signal);
    const byHolder = new Map(rows.map((row) => [row.holder.toString('hex'), row]));
    return digests.map((digest) => {
      const row = byHolder.get(digest.toString('hex'));
      return row === undefined ? null : openRecordRow(facet, row, this.#vault);
    });
  }

  #select(facet: string, digests: readonly Buffer[]) {
    return this.#database
      .selectFrom('records')
      .select(['holder', 'as_of', 'sealed'])
      .where('subgraph', '=', this.#place.subgraph)
      .where('jurisdiction', '=', this.#place.jurisdiction)
      .where('facet', '=', facet)
      .where('holder', '=', sql<Buffer>`any(${digests}::bytea[])`)
      .execute();
  }
}

/** The statement runs on to its end, which its own limit bounds; nobody waits for it any more. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason);
    signal.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', abort));
  });
}
