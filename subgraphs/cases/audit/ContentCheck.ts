import type { CaseVault } from '../CaseVault.ts';
import type { ContentRow } from '../storage/RecordedRows.ts';
import type { BadEntry } from './BadEntry.ts';

/** What was written in one case: it opens under the key of the case, as what it is called, and is what its digest says. */
export class ContentCheck {
  readonly #caseId: string;
  readonly #vault: CaseVault;
  readonly #key: Uint8Array | null;
  #hasForm = false;
  #bad: BadEntry | null = null;

  /** @param wrapped - the key of the case, sealed; `null` where it was destroyed: then nothing can be said of contents. */
  constructor(caseId: string, wrapped: Buffer | null, vault: CaseVault) {
    this.#caseId = caseId;
    this.#vault = vault;
    this.#key = wrapped === null ? null : this.#unwrap(wrapped);
  }

  take({ name, sealed, digest }: ContentRow): void {
    if (name === 'form') this.#hasForm = true;
    if (this.#key === null || this.#bad !== null) return;
    const content = this.#open(sealed, this.#key, name);
    if (content === undefined) this.#note('contents', `${name} does not open under the key of the case`);
    else if (!this.#vault.digest(content, this.#key).equals(digest))
      this.#note('contents', `${name} is not what its digest says`);
  }

  /** After all rows. */
  findBad(): BadEntry | null {
    if (this.#bad === null && this.#key !== null && !this.#hasForm)
      this.#note('contents', 'the form of the case is gone');
    return this.#bad;
  }

  #unwrap(wrapped: Buffer): Uint8Array | null {
    try {
      return this.#vault.unwrap(wrapped, this.#caseId);
    } catch {
      this.#note('keys', 'the key of the case does not open under this caseKey');
      return null;
    }
  }

  /** @returns `undefined` for what does not open. */
  #open(sealed: Buffer, key: Uint8Array, name: string): unknown {
    try {
      return this.#vault.open(sealed, key, [this.#caseId, name]);
    } catch {
      return undefined;
    }
  }

  #note(table: BadEntry['table'], what: string): void {
    this.#bad = { caseId: this.#caseId, sequence: null, table, what };
  }
}
