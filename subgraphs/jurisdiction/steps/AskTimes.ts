import type { LeaseClock } from '../LeaseClock.ts';

/** When a system was asked about which steps, so that it is not asked all the time. Of this process alone. */
export class AskTimes {
  readonly #clock: LeaseClock;
  readonly #againMs: number;
  /** The longest ago first. */
  readonly #asked = new Map<string, number>();

  constructor(clock: LeaseClock, againMs: number) {
    this.#clock = clock;
    this.#againMs = againMs;
  }

  mayAsk(stepKey: string): boolean {
    const askedAt = this.#asked.get(stepKey);
    return askedAt === undefined || this.#clock.now() - askedAt >= this.#againMs;
  }

  note(stepKey: string): void {
    this.#asked.delete(stepKey);
    this.#asked.set(stepKey, this.#clock.now());
    for (const old of this.#asked.keys()) {
      if (!this.mayAsk(old)) break;
      this.#asked.delete(old);
    }
  }
}
