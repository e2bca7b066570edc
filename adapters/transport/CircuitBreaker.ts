import type { Clock } from './Clock.ts';

export type BreakerState = 'closed' | 'open' | 'half-open';

export interface BreakerLimits {
  /** Failed calls among the last `recentCalls` that open the breaker. */
  readonly maxFailures: number;
  readonly recentCalls: number;
  /** Milliseconds after which a call is forgotten. */
  readonly memoryMs: number;
  /** Milliseconds of nothing but failures, two at least, that open it however few calls there are. */
  readonly maxFailingMs: number;
  /** Milliseconds of the first pause; it doubles with every probe that fails. */
  readonly firstPauseMs: number;
  readonly longestPauseMs: number;
}

/** What a call tells about its system; `unknown` where it ended for another reason. */
export type Verdict = 'healthy' | 'faulty' | 'unknown';

/** Takes the verdict of one admitted call: only its first, and only while the state that admitted it lasts. */
export type BreakerPass = (verdict: Verdict) => void;

export interface CircuitBreakerOptions {
  readonly limits: BreakerLimits;
  readonly clock: Clock;
  /** From 0 to 1; spreads the probes of many processes. */
  readonly random: () => number;
  readonly onStateChange: (state: BreakerState) => void;
}

interface Outcome {
  readonly startedAt: number;
  readonly endedAt: number;
  readonly isFailure: boolean;
}

/** Stops asking a system that fails, and lets one call at a time find out whether it is back. */
export class CircuitBreaker {
  readonly #options: CircuitBreakerOptions;
  #state: BreakerState = 'closed';
  #recent: readonly Outcome[] = [];
  #failedProbes = 0;
  #openUntil = 0;
  /** Counts changes of state; reports of calls admitted under an older one are void. */
  #era = 0;

  constructor(options: CircuitBreakerOptions) {
    this.#options = options;
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Milliseconds until a call makes sense: 0 when one would be admitted now. */
  get waitMs(): number {
    const { clock, limits } = this.#options;
    if (this.#state === 'closed') return 0;
    return this.#state === 'open' ? Math.max(0, this.#openUntil - clock.now()) : limits.firstPauseMs;
  }

  /** Admits a call, as the only probe once the pause is over; `null` when none is admitted. */
  admit(): BreakerPass | null {
    if (this.waitMs > 0) return null;
    if (this.#state === 'open') this.#change('half-open');

    const era = this.#era;
    const startedAt = this.#options.clock.now();
    let isReported = false;
    return (verdict) => {
      if (isReported || era !== this.#era) return;
      isReported = true;
      if (verdict === 'healthy') this.#succeeded(startedAt);
      if (verdict === 'faulty') this.#failed(startedAt);
      if (verdict === 'unknown') this.#learnedNothing();
    };
  }

  #succeeded(startedAt: number): void {
    if (this.#state === 'closed') {
      this.#remember(startedAt, false);
      return;
    }
    this.#failedProbes = 0;
    this.#recent = [];
    this.#change('closed');
  }

  #failed(startedAt: number): void {
    if (this.#state === 'half-open') {
      this.#failedProbes += 1;
      this.#open();
      return;
    }
    this.#remember(startedAt, true);
    if (this.#isFailing()) this.#open();
  }

  /** A probe that told nothing must be repeated, or the breaker would stay half-open for ever. */
  #learnedNothing(): void {
    if (this.#state === 'half-open') this.#open();
  }

  #remember(startedAt: number, isFailure: boolean): void {
    const { clock, limits } = this.#options;
    const endedAt = clock.now();
    this.#recent = [...this.#recent, { startedAt, endedAt, isFailure }]
      .filter((outcome) => endedAt - outcome.endedAt <= limits.memoryMs)
      .slice(-limits.recentCalls);
  }

  #isFailing(): boolean {
    const { clock, limits } = this.#options;
    if (this.#recent.filter(({ isFailure }) => isFailure).length >= limits.maxFailures) return true;

    const lastSuccess = this.#recent.findLastIndex(({ isFailure }) => !isFailure);
    const streak = this.#recent.slice(lastSuccess + 1);
    const since = Math.min(...streak.map(({ startedAt }) => startedAt));
    return streak.length > 1 && clock.now() - since >= limits.maxFailingMs;
  }

  #open(): void {
    const { clock, limits, random } = this.#options;
    const pauseMs = Math.min(limits.firstPauseMs * 2 ** this.#failedProbes, limits.longestPauseMs);
    this.#openUntil = clock.now() + pauseMs * (0.75 + random() / 2);
    this.#change('open');
  }

  #change(state: BreakerState): void {
    this.#state = state;
    this.#era += 1;
    this.#options.onStateChange(state);
  }
}
