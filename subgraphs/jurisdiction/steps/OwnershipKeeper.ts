import { TongbanError } from '../../../domain/TongbanError.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import { LEASE_TIMES } from '../storage/leaseTimes.ts';

export interface OwnershipKeeperOptions {
  readonly clock: LeaseClock;
  /** By the clock, from before the row was taken. */
  readonly takenAt: number;
  /** @returns whether the row is still ours. */
  renew(): Promise<boolean>;
}

/**
 * Keeps a row ours while a call runs: renews it every 3 s, and aborts the call when it is lost, or when it could not be
 * renewed for so long that another process may have it by now.
 */
export class OwnershipKeeper {
  readonly #options: OwnershipKeeperOptions;
  readonly #controller = new AbortController();
  #until: number;
  #cancel: () => void;
  #isReleased = false;

  constructor(options: OwnershipKeeperOptions) {
    this.#options = options;
    this.#until = options.takenAt + LEASE_TIMES.trustedMs;
    this.#cancel = options.clock.schedule(LEASE_TIMES.renewMs, () => void this.#renew());
  }

  /** Aborts with DEADLINE_EXCEEDED when the row is not surely ours any more, or on `abort`. */
  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  abort(message: string): void {
    if (!this.signal.aborted) this.#controller.abort(new TongbanError('DEADLINE_EXCEEDED', message));
  }

  /** Renews no more. */
  release(): void {
    this.#isReleased = true;
    this.#cancel();
  }

  async #renew(): Promise<void> {
    const { clock, renew } = this.#options;
    const askedAt = clock.now();
    // An answer that never comes must not keep us in good faith.
    this.#cancel = clock.schedule(this.#until - askedAt, () => this.#lose());
    const isOurs = await renew().catch(() => null);
    if (this.#isReleased || this.signal.aborted) return;
    this.#cancel();
    if (isOurs === false) return this.#lose();
    if (isOurs === true) this.#until = askedAt + LEASE_TIMES.trustedMs;
    const left = this.#until - clock.now();
    const delayMs = isOurs === true ? LEASE_TIMES.renewMs : LEASE_TIMES.againMs;
    this.#cancel = clock.schedule(
      Math.min(delayMs, left),
      () => void (left > delayMs ? this.#renew() : this.#lose()),
    );
  }

  #lose(): void {
    this.abort('The step is not surely ours any more');
  }
}
