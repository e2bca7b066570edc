import type { CaseVault } from '../CaseVault.ts';
import { contentRow } from '../storage/contentRow.ts';
import type { ContentRow } from '../storage/RecordedRows.ts';
import type { BadEntry } from './BadEntry.ts';
import type { ChainReplay } from './ChainReplay.ts';
import { writtenAs } from './writtenAs.ts';

/**
 * What was written in one case: it is what its digest says, and the chain of the case has this digest. Nothing is there that
 * the chain does not have, and nothing is gone.
 */
export class ContentCheck {
  readonly #replay: Pick<ChainReplay, 'caseId' | 'written'>;
  readonly #vault: CaseVault;
  readonly #key: Uint8Array | null;
  readonly #seen = new Set<string>();
  #bad: BadEntry | null = null;

  /**
   * @param replay - of the events of the case, all of which it has taken.
   * @param wrapped - the key of the case, sealed; `null` where it was destroyed: then nothing can be said of contents.
   */
  constructor(replay: Pick<ChainReplay, 'caseId' | 'written'>, wrapped: Buffer | null, vault: CaseVault) {
    this.#replay = replay;
    this.#vault = vault;
    this.#key = wrapped === null ? null : this.#unwrap(wrapped);
  }

  take({ name, sequence, sealed, digest }: ContentRow): void {
    if (this.#key === null || this.#bad !== null) return;
    const id = writtenAs(name, sequence);
    this.#seen.add(id);
    const content = this.#open(sealed, this.#key, { name, sequence });
    if (content === undefined)
      this.#note('contents', sequence, `${name} does not open under the key of the case`);
    else if (!this.#vault.digest(content, this.#key).equals(digest))
      this.#note('contents', sequence, `${name} is not what its digest says`);
    else if (this.#replay.written.get(id) !== digest.toString('hex'))
      this.#note('contents', sequence, `${name} is not what was written with the event`);
  }

  /** After all rows. */
  findBad(): BadEntry | null {
    if (this.#bad !== null || this.#key === null) return this.#bad;
    for (const id of this.#replay.written.keys()) {
      if (this.#seen.has(id)) continue;
      const [sequence = '', ...name] = id.split(' ');
      this.#note('contents', Number(sequence), `${name.join(' ')} is gone`);
      break;
    }
    return this.#bad;
  }

  #unwrap(wrapped: Buffer): Uint8Array | null {
    try {
      return this.#vault.unwrap(wrapped, this.#replay.caseId);
    } catch {
      this.#note('keys', null, 'the key of the case does not open under this caseKey');
      return null;
    }
  }

  /** @returns `undefined` for what does not open. */
  #open(
    sealed: Buffer,
    key: Uint8Array,
    { name, sequence }: { readonly name: string; readonly sequence: number },
  ): unknown {
    try {
      return this.#vault.open(sealed, key, contentRow(this.#replay.caseId, name, sequence));
    } catch {
      return undefined;
    }
  }

  #note(table: BadEntry['table'], sequence: number | null, what: string): void {
    this.#bad = { caseId: this.#replay.caseId, sequence, table, what };
  }
}
