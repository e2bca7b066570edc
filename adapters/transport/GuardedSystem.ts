import type { DivisionCode } from '../../domain/divisionCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { ambientSpan } from '../../telemetry/ambientSpan.ts';
import { abandonment } from './abandonment.ts';
import { Bulkhead } from './Bulkhead.ts';
import { type BreakerPass, type BreakerState, CircuitBreaker } from './CircuitBreaker.ts';
import type { Clock } from './Clock.ts';
import { DEFAULT_GUARD_LIMITS, type GuardLimits } from './guardLimits.ts';
import { judgeFailure } from './judgeFailure.ts';
import { linkAbort } from './linkAbort.ts';
import { monotonicClock } from './monotonicClock.ts';
import { NotSent } from './NotSent.ts';
import { orAborted } from './orAborted.ts';
import { pause } from './pause.ts';
import { RetryBudget } from './RetryBudget.ts';

/** One exchange with the system; must end soon after its signal fires. */
export type SystemCall<T> = (signal: AbortSignal) => Promise<T>;

export interface GuardedSystemOptions {
  readonly jurisdiction: DivisionCode;
  readonly limits?: Partial<GuardLimits>;
  /** Default: the process's monotonic clock. */
  readonly clock?: Clock;
  /** From 0 to 1; default `Math.random`. */
  readonly random?: () => number;
  /** For metrics: a breaker changed. */
  readonly onStateChange?: (operation: string, state: BreakerState) => void;
}

/**
 * Everything that stands between a caller and one system, whatever its protocol. From the outside in:
 *
 * 1. retry (reads only): around everything, so that a pause holds no place;
 * 2. a look at the breaker: what will be refused does not queue first;
 * 3. bulkhead: a place, in the order of arrival;
 * 4. breaker of the operation: asked again, because it may have opened meanwhile; here the probe is claimed;
 * 5. deadline of the attempt, which the caller's own cuts short;
 * 6. the call.
 *
 * Not cockatiel: its breaker reads the wall clock and lets callers wait for a probe, its bulkhead keeps the places of
 * waiters that gave up, and none of it takes a clock.
 */
export class GuardedSystem {
  readonly #jurisdiction: DivisionCode;
  readonly #limits: GuardLimits;
  readonly #clock: Clock;
  readonly #random: () => number;
  readonly #onStateChange: (operation: string, state: BreakerState) => void;
  readonly #bulkhead: Bulkhead;
  readonly #budget = new RetryBudget();
  readonly #breakers = new Map<string, CircuitBreaker>();

  constructor(options: GuardedSystemOptions) {
    this.#jurisdiction = options.jurisdiction;
    this.#limits = { ...DEFAULT_GUARD_LIMITS, ...options.limits };
    this.#clock = options.clock ?? monotonicClock;
    this.#random = options.random ?? Math.random;
    this.#onStateChange = options.onStateChange ?? (() => {});
    this.#bulkhead = new Bulkhead(options.jurisdiction, this.#limits);
  }

  /** Calls at the system now. */
  get inFlight(): number {
    return this.#bulkhead.inFlight;
  }

  /** Calls waiting for a place. */
  get queued(): number {
    return this.#bulkhead.queued;
  }

  /** The breaker of an operation; one that was never called is `closed`. */
  state(operation: string): BreakerState {
    return this.#breakers.get(operation)?.state ?? 'closed';
  }

  /**
   * Makes a call that is safe to repeat. It is repeated when the connection failed, within the attempts allowed, 10 % of
   * extra load, and the caller's deadline.
   *
   * @param operation - the kind of call, a constant of the adapter: every kind has a breaker of its own.
   * @throws {TongbanError} what the call throws; `JURISDICTION_BUSY` or `_UNAVAILABLE` with `retryAfter` when it is not
   *   made at all, which `isNotSent` tells; `JURISDICTION_TIMEOUT`; the caller's reason when the signal fires.
   */
  async read<T>(operation: string, call: SystemCall<T>, signal: AbortSignal): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#attempt(operation, attempt === 1 ? this.#counted(call) : call, signal);
      } catch (error) {
        const isLast = attempt >= this.#limits.maxAttempts || signal.aborted;
        if (isLast || !isConnectionFault(error) || !this.#budget.spend()) throw error;
        await pause(this.#backOffMs(attempt), this.#clock, signal);
        if (signal.aborted) throw error;
      }
    }
  }

  /** Makes a call with an effect: once. Otherwise like `read`. */
  async write<T>(operation: string, call: SystemCall<T>, signal: AbortSignal): Promise<T> {
    return this.#attempt(operation, call, signal);
  }

  async #attempt<T>(operation: string, call: SystemCall<T>, signal: AbortSignal): Promise<T> {
    const breaker = this.#breaker(operation);
    if (breaker.waitMs > 0) throw this.#refusal(breaker);

    const leave = await this.#bulkhead.enter(signal);
    const pass = breaker.admit();
    if (pass === null) {
      leave();
      throw this.#refusal(breaker);
    }
    const traced = this.#traced(operation, call);
    return this.#withinDeadline(pass, leave, { call: traced, signal });
  }

  /** The place is given back when the call has ended, not when its caller stopped waiting. */
  async #withinDeadline<T>(
    pass: BreakerPass,
    leave: () => void,
    { call, signal }: { readonly call: SystemCall<T>; readonly signal: AbortSignal },
  ): Promise<T> {
    const link = linkAbort(signal);
    const cancelTimer = this.#clock.schedule(this.#limits.callMs, () => link.abort(this.#late()));
    const startedAt = this.#clock.now();
    const running = begin(call, link.signal);
    try {
      const value = await orAborted(running, link.signal);
      pass('healthy');
      return value;
    } catch (error) {
      const hadItsTime = this.#clock.now() - startedAt >= this.#limits.fairMs;
      pass(judgeFailure(error, { signal, hadItsTime }));
      throw signal.aborted ? abandonment(signal) : error;
    } finally {
      cancelTimer();
      link.unlink();
      // After the verdict, so that no waiter gets a place at a system just found to be down.
      running.then(leave, leave);
    }
  }

  /** Where the request that asks is traced, the call is a part of it. */
  #traced<T>(operation: string, call: SystemCall<T>): SystemCall<T> {
    const span = ambientSpan
      .getStore()
      ?.child('system', 'client', { 'tongban.jurisdiction': this.#jurisdiction, 'tongban.call': operation });
    if (span === undefined) return call;
    return async (signal) => {
      try {
        const answer = await call(signal);
        span.end();
        return answer;
      } catch (error) {
        span.end([error instanceof TongbanError ? error.code : 'INTERNAL_SERVER_ERROR']);
        throw error;
      }
    };
  }

  #counted<T>(call: SystemCall<T>): SystemCall<T> {
    return (signal) => {
      this.#budget.earn();
      return call(signal);
    };
  }

  /** Full jitter: from nothing to the whole, so that callers who failed together do not return together. */
  #backOffMs(attempt: number): number {
    return this.#random() * this.#limits.backOffMs * 2 ** (attempt - 1);
  }

  #breaker(operation: string): CircuitBreaker {
    const known = this.#breakers.get(operation);
    if (known) return known;
    const breaker = new CircuitBreaker({
      limits: this.#limits,
      clock: this.#clock,
      random: this.#random,
      onStateChange: (state) => this.#onStateChange(operation, state),
    });
    this.#breakers.set(operation, breaker);
    return breaker;
  }

  #refusal(breaker: CircuitBreaker): TongbanError {
    return new TongbanError(
      'JURISDICTION_UNAVAILABLE',
      `${this.#jurisdiction} failed lately and is not asked`,
      {
        jurisdiction: this.#jurisdiction,
        retryAfter: Math.max(1, Math.ceil(breaker.waitMs / 1_000)),
        cause: new NotSent('the breaker is open'),
      },
    );
  }

  #late(): TongbanError {
    return new TongbanError('JURISDICTION_TIMEOUT', `${this.#jurisdiction} did not answer in time`, {
      jurisdiction: this.#jurisdiction,
    });
  }
}

/** A call that throws before its first promise must give its place back as well. */
async function begin<T>(call: SystemCall<T>, signal: AbortSignal): Promise<T> {
  return call(signal);
}

/** Errors that say when to come back are not worth another try at once. */
function isConnectionFault(error: unknown): boolean {
  return (
    error instanceof TongbanError &&
    error.code === 'JURISDICTION_UNAVAILABLE' &&
    error.retryAfter === undefined
  );
}
