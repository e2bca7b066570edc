import type { Clock } from '../transport/Clock.ts';

/** Milliseconds after which a batch that is seen no more is forgotten. */
const MEMORY_MS = 24 * 3_600_000;

/**
 * Batches whose marker overtook their data or digest: left alone until both have stayed as they are for a while. By our
 * own observation, because the clock that stamps the files is another machine's.
 */
export class SettlingBatches {
  readonly #clock: Clock;
  readonly #settleMs: number;
  readonly #seen = new Map<
    string,
    { readonly fingerprint: string; readonly since: number; readonly isRead: boolean }
  >();

  constructor(clock: Clock, settleMs: number) {
    this.#clock = clock;
    this.#settleMs = settleMs;
  }

  has(batch: string): boolean {
    return this.#seen.has(batch);
  }

  /**
   * Whether a batch that did not agree may agree by now, or is to be refused: not while it grows, nor once it was read as
   * it is and has time left. Large files are not digested at every look then.
   */
  isWorthReading(batch: string, fingerprint: string): boolean {
    const now = this.#clock.now();
    const known = this.#seen.get(batch);
    const hasChanged = known?.fingerprint !== fingerprint;
    const since = this.#note(batch, { fingerprint, now, isRead: !hasChanged && known.isRead });
    if (hasChanged) return false;
    return !known.isRead || now - since >= this.#settleMs;
  }

  /** Whether the batch, which does not agree, may still be growing. */
  mustWait(batch: string, fingerprint: string): boolean {
    const now = this.#clock.now();
    const since = this.#note(batch, { fingerprint, now, isRead: true });
    return now - since < this.#settleMs;
  }

  /** @returns since when the batch is as it is now. */
  #note(
    batch: string,
    { now, ...look }: { readonly fingerprint: string; readonly now: number; readonly isRead: boolean },
  ): number {
    const known = this.#seen.get(batch);
    const since = known?.fingerprint === look.fingerprint ? known.since : now;
    this.#prune(now);
    this.#seen.set(batch, { ...look, since });
    return since;
  }

  forget(batch: string): void {
    this.#seen.delete(batch);
  }

  #prune(now: number): void {
    for (const [batch, { since }] of this.#seen) if (now - since > MEMORY_MS) this.#seen.delete(batch);
  }
}
