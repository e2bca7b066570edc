/** A verdict needs so many calls and so much time. */
const WINDOW_CALLS = 10;
const WINDOW_MS = 200;
/** An endpoint may be so many times slower than it usually is before it gets fewer calls. */
const TOLERANCE = 1.5;
/** Share of a new reading in what is usual. */
const LEARNING = 0.01;
const SMOOTHING = 0.3;
/** More than this share of calls that were not answered at all cuts the limit at once. */
const MOST_LOST = 0.1;
const CUT = 0.6;

/**
 * How many calls an endpoint may have at one time: fewer when it becomes slower than it usually is, more as long as it keeps
 * its pace.
 *
 * A gradient limit: the usual time divided by the present one tells how much of the present number queues up over there.
 */
export class ConcurrencyLimit {
  #least: number;
  #most: number;
  #limit: number;
  #usualMs = 0;
  #windowAt = 0;
  #sumMs = 0;
  #answered = 0;
  #lost = 0;
  #peak = 0;

  /** It starts with the most: what is not known to be slow is not slowed down. */
  constructor(least: number, most: number) {
    this.#least = least;
    this.#most = most;
    this.#limit = most;
  }

  /** Whole calls. */
  get value(): number {
    return Math.floor(this.#limit);
  }

  /** Takes other bounds; one that was never slowed down is not by them either. */
  bound(least: number, most: number): void {
    const limit = this.#limit >= this.#most ? most : this.#limit;
    this.#least = least;
    this.#most = most;
    this.#limit = this.#within(limit);
  }

  /** @param inFlight - before this call ended. */
  answered(ms: number, inFlight: number, now: number): void {
    this.#sumMs += ms;
    this.#answered++;
    if (inFlight > this.#peak) this.#peak = inFlight;
    if (now - this.#windowAt >= WINDOW_MS && this.#answered + this.#lost >= WINDOW_CALLS) this.#adapt(now);
  }

  /** A call ended without an answer, or was told that there are too many. */
  lost(inFlight: number, now: number): void {
    this.#lost++;
    if (inFlight > this.#peak) this.#peak = inFlight;
    if (now - this.#windowAt >= WINDOW_MS && this.#answered + this.#lost >= WINDOW_CALLS) this.#adapt(now);
  }

  #adapt(now: number): void {
    this.#limit = this.#within(this.#next());
    this.#windowAt = now;
    this.#sumMs = 0;
    this.#answered = 0;
    this.#lost = 0;
    this.#peak = 0;
  }

  #within(limit: number): number {
    return Math.min(this.#most, Math.max(this.#least, limit));
  }

  #next(): number {
    if (this.#lost > MOST_LOST * (this.#answered + this.#lost)) return this.#limit * CUT;
    const presentMs = this.#sumMs / this.#answered;
    this.#usualMs = this.#usualMs === 0 ? presentMs : this.#usualMs + LEARNING * (presentMs - this.#usualMs);
    // After a slow time the usual must not stay so generous that the next slow time goes unseen.
    if (this.#usualMs > TOLERANCE * presentMs) this.#usualMs *= 0.9;
    const isHeldBack = this.#peak * 2 >= this.#limit;
    if (!isHeldBack) return this.#limit;
    const gradient = Math.min(1, Math.max(0.5, (TOLERANCE * this.#usualMs) / presentMs));
    const target = this.#limit * gradient + Math.sqrt(this.#limit);
    return this.#limit + SMOOTHING * (target - this.#limit);
  }
}
