import type { TellCopyState } from './TellCopyState.ts';

/** Between two reminders of one copy. */
const REMINDER_MS = 10 * 60_000;

/**
 * Files and key sets whose last good copy stays in use because what came after it is refused, or cannot be had: how long
 * for, and loudly.
 */
export class LastGoodCopies {
  readonly #staleSince = new Map<string, number | undefined>();
  readonly #log: (line: string) => void;
  readonly #now: () => number;
  readonly #timer: NodeJS.Timeout;

  /** @param now - epoch ms. */
  constructor(log: (line: string) => void, now: () => number = Date.now) {
    this.#log = log;
    this.#now = now;
    this.#timer = setInterval(() => this.remind(), REMINDER_MS).unref();
  }

  /**
   * Whoever watches a source again goes on with its age.
   *
   * @param source - `supergraph`, `partitions`, `configuration`, `keys of <issuer>`.
   */
  watch(source: string): TellCopyState {
    if (!this.#staleSince.has(source)) this.#staleSince.set(source, undefined);
    return (state) => {
      const since = state === 'current' ? undefined : (this.#staleSince.get(source) ?? this.#now());
      this.#staleSince.set(source, since);
    };
  }

  forget(source: string): void {
    this.#staleSince.delete(source);
  }

  /** Seconds for which each source has not been what is in use; 0 where it is. */
  ages(): ReadonlyMap<string, number> {
    const now = this.#now();
    return new Map(
      [...this.#staleSince].map(([source, since]) => [
        source,
        since === undefined ? 0 : (now - since) / 1_000,
      ]),
    );
  }

  /** Says of each stale copy how old it is. */
  remind(): void {
    for (const [source, seconds] of this.ages()) {
      if (seconds === 0) continue;
      this.#log(
        `${source}: an old copy has been in use for ${Math.round(seconds / 60)} min, because what came after it is refused or cannot be had`,
      );
    }
  }

  close(): void {
    clearInterval(this.#timer);
  }
}
