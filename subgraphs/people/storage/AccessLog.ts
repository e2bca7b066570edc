import type { CallContextCaller } from '../../../domain/callContext.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { HolderVault } from '../HolderVault.ts';
import type { PeopleDatabase } from './PeopleDatabase.ts';

/** Who looks at whom, and on whose behalf. */
export interface Access {
  readonly caller: CallContextCaller;
  readonly requestId: string;
  /** Epoch ms. */
  readonly at: number;
  /** Holder ids as asked for; `null` for a text that is no holder id, which is not stored: it may be a number. */
  readonly holderIds: readonly (string | null)[];
}

/** Keeps a row for every look-up of a person by a clerk, and for every step of a case that is about them; the person may see them. */
export class AccessLog {
  readonly #database: PeopleDatabase;
  readonly #vault: HolderVault;

  constructor(database: PeopleDatabase, vault: HolderVault) {
    this.#database = database;
    this.#vault = vault;
  }

  /** Call it before the data is read: when it fails, nothing may be shown. */
  async record({ caller, requestId, at, holderIds }: Access): Promise<void> {
    const who = {
      accessed_at: new Date(at),
      issuer: caller.issuer,
      subject_digest: this.#vault.digestSubject(caller.issuer, caller.subject),
      portal: caller.portal,
      purpose: caller.purpose,
      request_id: requestId,
    };
    await askDatabase(
      this.#database
        .insertInto('accesses')
        .values(holderIds.map((holderId) => ({ ...who, holder_id: holderId })))
        // A step of a case that is prepared again.
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    );
  }
}
