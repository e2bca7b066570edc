import type { Clock } from '../../../adapters/transport/Clock.ts';

/** Time that passes when told to; what falls due runs in its order. */
export class FakeClock implements Clock {
  #now = 0;
  #timers: ReadonlyArray<{ readonly at: number; readonly action: () => void }> = [];

  now(): number {
    return this.#now;
  }

  schedule(delayMs: number, action: () => void): () => void {
    const timer = { at: this.#now + delayMs, action };
    this.#timers = [...this.#timers, timer].sort((one, other) => one.at - other.at);
    return () => {
      this.#timers = this.#timers.filter((kept) => kept !== timer);
    };
  }

  advance(ms: number): void {
    const until = this.#now + ms;
    for (let next = this.#timers[0]; next && next.at <= until; next = this.#timers[0]) {
      this.#timers = this.#timers.slice(1);
      this.#now = next.at;
      next.action();
    }
    this.#now = until;
  }
}
