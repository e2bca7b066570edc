import { ERASE_CASE } from '../eraseAction.ts';
import type { AuditRow } from '../storage/RecordedRows.ts';
import type { BadEntry } from './BadEntry.ts';
import type { ChainReplay } from './ChainReplay.ts';

/** Who caused what in one case: each transition has one row, of the moment of its last event, and nothing else has one. */
export class AuditTrail {
  readonly #replay: ChainReplay;
  readonly #seen = new Set<number>();
  #bad: BadEntry | null = null;
  /** A row says that the case was erased. */
  isErased = false;

  /** @param replay - all events of the case. */
  constructor(replay: ChainReplay) {
    this.#replay = replay;
  }

  take({ sequence, at, action }: AuditRow): void {
    if (action === ERASE_CASE) {
      this.isErased = true;
      return;
    }
    const time = this.#replay.times[sequence - 1];
    if (time === undefined) this.#note(sequence, 'the audit tells of an event that is not there');
    else if (time !== at.getTime()) this.#note(sequence, 'the audit has another time than the event');
    if (this.#seen.has(sequence)) this.#note(sequence, 'the audit tells of it twice');
    this.#seen.add(sequence);
  }

  /** After all rows. */
  findBad(): BadEntry | null {
    for (const sequence of this.#replay.transitions)
      if (!this.#seen.has(sequence)) this.#note(sequence, 'no audit row says who caused it');
    return this.#bad;
  }

  #note(sequence: number, what: string): void {
    if (this.#bad?.sequence != null && this.#bad.sequence <= sequence) return;
    this.#bad = { caseId: this.#replay.caseId, sequence, table: 'audit', what };
  }
}
