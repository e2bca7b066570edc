import type { Clock } from '../transport/Clock.ts';

/** An entry is written within the 10 seconds in which a call is answered; before, that there is none says nothing. */
const SILENT_MS = 10_000;

/** Which business keys this process sent lately, by a monotonic clock. */
export class RecentOrders {
  readonly #clock: Clock;
  /** The longest ago first. */
  readonly #notedAt = new Map<string, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** To be called before an order is sent, and again when its call has ended: it left us at some moment between. */
  note(businessKey: string): void {
    this.#notedAt.delete(businessKey);
    this.#notedAt.set(businessKey, this.#clock.now());
    for (const old of this.#notedAt.keys()) {
      if (this.has(old)) break;
      this.#notedAt.delete(old);
    }
  }

  has(businessKey: string): boolean {
    const notedAt = this.#notedAt.get(businessKey);
    return notedAt !== undefined && this.#clock.now() - notedAt < SILENT_MS;
  }
}
