import type { CaseEvent } from '../../../domain/cases/CaseEvent.ts';
import { CaseRefusal } from '../../../domain/cases/CaseRefusal.ts';
import type { CaseState } from '../../../domain/cases/CaseState.ts';
import { reduceCase } from '../../../domain/cases/reduceCase.ts';
import { chainEvents, NO_HASH } from '../storage/chainEvents.ts';
import type { EventRow } from '../storage/RecordedRows.ts';
import type { BadEntry } from './BadEntry.ts';
import { type ParsedEvent, parseEvent } from './parseEvent.ts';
import { writtenAs } from './writtenAs.ts';

/**
 * The events of one case, lived through again: each must be what was hashed, follow the one before, and be able to happen.
 * After the first bad one nothing that follows means anything, and nothing is read of it.
 */
export class ChainReplay {
  readonly caseId: string;
  /** The first event that is not as it was written. */
  bad: BadEntry | null = null;
  state: CaseState | null = null;
  hash: Buffer = NO_HASH;
  /** When each event happened, by sequence from 1 on, epoch ms. */
  readonly times: number[] = [];
  /** Digest (hex) of each content, by {@link writtenAs}. */
  readonly written = new Map<string, string>();
  readonly #lastOf = new Map<string, number>();

  constructor(caseId: string) {
    this.caseId = caseId;
  }

  /** Of the last event so far. */
  get sequence(): number {
    return this.times.length;
  }

  /** Of the last event of each transaction: there somebody answers for what happened. */
  get transitions(): Iterable<number> {
    return this.#lastOf.values();
  }

  /** @param row - the next one, by sequence. */
  take(row: EventRow): void {
    if (this.bad !== null) return;
    const parsed = parseEvent(row.bytes);
    const what = this.#faultOf(row, parsed) ?? this.#happen(parsed);
    if (what !== null) {
      this.bad = { caseId: this.caseId, sequence: row.sequence, table: 'events', what };
      return;
    }
    this.hash = row.hash;
    this.times.push(row.at.getTime());
    this.#lastOf.set(row.xid, this.sequence);
    for (const [name, digest] of Object.entries(parsed?.contents ?? {}))
      this.written.set(writtenAs(name, row.sequence), digest);
  }

  #faultOf(row: EventRow, parsed: ParsedEvent | null): string | null {
    const sequence = this.sequence + 1;
    if (row.sequence !== sequence) return `event ${sequence} is missing before it`;
    if (!row.prev_hash.equals(this.hash)) return 'it does not follow the event before it';
    if (parsed === null) return 'its bytes are no event';
    const { event } = parsed;
    const contents = Object.entries(parsed.contents).map(([name, hex]) => ({
      name,
      digest: Buffer.from(hex, 'hex'),
    }));
    const end = { caseId: this.caseId, sequence: this.sequence, hash: this.hash, contents };
    const [written] = chainEvents(end, [event]);
    if (written === undefined || !written.bytes.equals(row.bytes))
      return 'its bytes are not canonical, or of another case or sequence';
    if (!written.hash.equals(row.hash)) return 'its hash is not that of its bytes';
    if (row.type !== event.type || row.at.getTime() !== event.at)
      return 'its columns type and at do not repeat its bytes';
    return null;
  }

  #happen(parsed: ParsedEvent | null): string | null {
    if (parsed === null) return null;
    const next = reduced(this.state, parsed.event);
    if (next instanceof CaseRefusal) return `it cannot have happened: ${next.reason}`;
    this.state = next;
    return null;
  }
}

function reduced(state: CaseState | null, event: CaseEvent): CaseState | CaseRefusal {
  const unknown = new CaseRefusal('there is no such event');
  try {
    // Bytes say whatever they say: for a type that is none the reducer has no answer.
    const next: CaseState | CaseRefusal | undefined = reduceCase(state, event);
    return next ?? unknown;
  } catch {
    return unknown;
  }
}
