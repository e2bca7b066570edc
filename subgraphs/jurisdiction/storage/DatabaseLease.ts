import type { Lease, LeaseHolder } from '../../../adapters/inbound/Leases.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { LeaseRow } from './LeaseRow.ts';
import { LEASE_TIMES } from './leaseTimes.ts';

/** How often a lease may change hands between two looks at it before we say that nobody has it. */
const MAX_TRIES = 3;

/**
 * One process's part in a lease.
 *
 * It counts from before the question was sent, so by its own clock the lease ends before the row's does; a little
 * earlier still, for clocks do not run equally fast. What was begun as the owner may be under way when the lease ends,
 * or the whole machine may have stood still: that is what the token is for.
 */
export class DatabaseLease implements Lease {
  readonly #row: LeaseRow;
  readonly #clock: LeaseClock;
  #held: { readonly token: number; readonly until: number } | null = null;
  #asking: Promise<LeaseHolder> | null = null;
  #cancelRenewal: () => void = () => undefined;
  #renewing: Promise<void> = Promise.resolve();
  #left = false;

  constructor(row: LeaseRow, clock: LeaseClock) {
    this.#row = row;
    this.#clock = clock;
  }

  async holder(): Promise<LeaseHolder> {
    if (this.#left) return { kind: 'NOBODY' };
    const token = this.#ownToken();
    if (token !== null) return { kind: 'SELF', token };
    this.#asking ??= this.#ask().finally(() => {
      this.#asking = null;
    });
    return this.#orNobody(this.#asking);
  }

  /** One question that the database does not answer must not hold up everybody who asks. */
  #orNobody(asking: Promise<LeaseHolder>): Promise<LeaseHolder> {
    return new Promise((resolve) => {
      const cancel = this.#clock.schedule(LEASE_TIMES.answerMs, () => resolve({ kind: 'NOBODY' }));
      asking.then((holder) => {
        cancel();
        resolve(holder);
      });
    });
  }

  async leave(): Promise<void> {
    if (this.#left) return;
    this.#left = true;
    this.#held = null;
    this.#cancelRenewal();
    // What is on its way might make us the owner after all.
    await Promise.all([this.#asking, this.#renewing]);
    // Where the database is away the row ends by itself.
    await this.#row.giveUp().catch(() => undefined);
  }

  #ownToken(): number | null {
    return this.#held !== null && this.#clock.now() < this.#held.until ? this.#held.token : null;
  }

  async #ask(): Promise<LeaseHolder> {
    try {
      for (let tries = 0; tries < MAX_TRIES; tries += 1) {
        const other = await this.#row.findOther();
        if (other !== null) return { kind: 'OTHER', address: other.address };
        const token = await this.#takeOrRenew();
        if (token !== null) return { kind: 'SELF', token };
      }
    } catch {
      // The database is away; whoever asks is told that there is nobody, and asks again.
    }
    return { kind: 'NOBODY' };
  }

  /** @returns the token while the lease is ours: an answer that took longer than the lease is none. */
  async #takeOrRenew(): Promise<number | null> {
    const askedAt = this.#clock.now();
    const token = await this.#row.takeOrRenew();
    if (this.#left) return null;
    this.#held = token === null ? null : { token, until: askedAt + LEASE_TIMES.trustedMs };
    if (token !== null) this.#renewIn(LEASE_TIMES.renewMs);
    return this.#ownToken();
  }

  #renewIn(delayMs: number): void {
    this.#cancelRenewal();
    this.#cancelRenewal = this.#clock.schedule(delayMs, () => {
      this.#renewing = this.#renew();
    });
  }

  async #renew(): Promise<void> {
    try {
      await this.#takeOrRenew();
    } catch {
      // Only as long as it is ours; afterwards the next question decides.
      if (!this.#left && this.#ownToken() !== null) this.#renewIn(LEASE_TIMES.againMs);
    }
  }
}
