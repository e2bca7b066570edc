export type EndpointBreakerState = 'closed' | 'half-open' | 'open';

/** Outcomes that are looked back upon, and failures among them that open the breaker. */
const RECENT = 20;
const MOST_FAILURES = 10;
/** Two failures at least and nothing else for so long open it however few calls there are. */
const FAILING_MS = 3_000;
/** What is older says nothing about now. */
const MEMORY_MS = 30_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5_000;
/** Who fails again so soon after a probe went well is flapping: its pauses go on growing. */
const STEADY_MS = 10_000;

/** Stops asking an endpoint for one kind of operation while it fails, and lets one call at a time find out whether it is back. */
export class EndpointBreaker {
  readonly #random: () => number;
  readonly #recent = new Uint8Array(RECENT);
  #next = 0;
  #failures = 0;
  #lastAt = Number.NEGATIVE_INFINITY;
  #streak = 0;
  #failingSince = 0;
  #state: EndpointBreakerState = 'closed';
  /** Counts changes of state; what calls of an earlier one tell is void. */
  #era = 0;
  #pauseMs = 0;
  #openUntil = 0;
  #closedAt = Number.NEGATIVE_INFINITY;
  #opened = 0;

  /** @param random - from 0 to 1; spreads the probes of many processes. */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  get state(): EndpointBreakerState {
    return this.#state;
  }

  /** How often it has opened after being closed. */
  get opened(): number {
    return this.#opened;
  }

  /** Milliseconds until a call makes sense: 0 when one would be admitted now. */
  waitMs(now: number): number {
    if (this.#state === 'closed') return 0;
    return this.#state === 'open' ? Math.max(0, this.#openUntil - now) : FIRST_PAUSE_MS;
  }

  /**
   * Admits a call, as the only probe once the pause is over.
   *
   * @returns what the call has to be reported with, once; `null` when none is admitted.
   */
  admit(now: number): number | null {
    if (this.#state === 'closed') return this.#era;
    if (this.waitMs(now) > 0) return null;
    this.#change('half-open');
    return this.#era;
  }

  succeeded(era: number, now: number): void {
    if (era !== this.#era) return;
    if (this.#state === 'half-open') {
      this.#forget();
      this.#closedAt = now;
      this.#change('closed');
    }
    this.#streak = 0;
    this.#remember(0, now);
  }

  /** @param startedAt - of the call. */
  failed(era: number, startedAt: number, now: number): void {
    if (era !== this.#era) return;
    if (this.#state === 'half-open') {
      this.#open(now);
      return;
    }
    if (now - this.#lastAt > MEMORY_MS) this.#forget();
    if (this.#streak === 0) this.#failingSince = startedAt;
    this.#streak++;
    this.#remember(1, now);
    const hasFailedForLong = this.#streak > 1 && now - this.#failingSince >= FAILING_MS;
    if (this.#failures < MOST_FAILURES && !hasFailedForLong) return;
    this.#opened++;
    if (now - this.#closedAt > STEADY_MS) this.#pauseMs = 0;
    this.#open(now);
  }

  /** The call ended without telling anything; a probe must be repeated, or the breaker would stay half-open for ever. */
  learnedNothing(era: number): void {
    if (era !== this.#era || this.#state !== 'half-open') return;
    // Its pause is over, or it would have let no probe through.
    this.#change('open');
  }

  #remember(outcome: 0 | 1, now: number): void {
    this.#failures += outcome - (this.#recent[this.#next] ?? 0);
    this.#recent[this.#next] = outcome;
    this.#next = (this.#next + 1) % RECENT;
    this.#lastAt = now;
  }

  #forget(): void {
    this.#recent.fill(0);
    this.#failures = 0;
    this.#streak = 0;
  }

  #open(now: number): void {
    this.#pauseMs = Math.min(this.#pauseMs === 0 ? FIRST_PAUSE_MS : this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#openUntil = now + this.#pauseMs * (0.75 + this.#random() / 2);
    this.#change('open');
  }

  #change(state: EndpointBreakerState): void {
    this.#state = state;
    this.#era++;
  }
}
