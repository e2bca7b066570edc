import { ConcurrencyLimit } from './ConcurrencyLimit.ts';
import { EndpointBreaker } from './EndpointBreaker.ts';
import type { EndpointState } from './EndpointState.ts';
import type { Lane } from './Lane.ts';
import { LatencyQuantile } from './LatencyQuantile.ts';
import { RetryBudget } from './RetryBudget.ts';
import type { UpstreamSettings } from './upstreamSettings.ts';
import { type WaitingCall, WaitingCalls } from './WaitingCalls.ts';

export interface GovernedEndpointOptions {
  readonly service: string;
  readonly jurisdiction: string | null;
  /** Path and search. */
  readonly path: string;
  readonly lane: Lane;
  readonly settings: UpstreamSettings;
}

/** All that is known of one endpoint, and all that it may have; nothing of it is another endpoint's. */
export class GovernedEndpoint {
  readonly service: string;
  readonly jurisdiction: string | null;
  readonly path: string;
  readonly limit: ConcurrencyLimit;
  readonly reads = new EndpointBreaker();
  readonly writes = new EndpointBreaker();
  readonly budget = new RetryBudget();
  /** Of reads, where slow ones are hedged. */
  latency: LatencyQuantile | null;
  waitMs: number;
  /** On the scale of `performance.now()`. */
  usedAt = 0;
  readonly waits = { itself: 0, another: 0 };
  readonly refused = { busy: 0, breaker: 0 };
  retries = 0;
  hedges = 0;
  joined = 0;
  readonly #waiting: WaitingCalls;
  #lane: Lane;
  #inFlight = 0;

  constructor({ service, jurisdiction, path, lane, settings }: GovernedEndpointOptions) {
    this.service = service;
    this.jurisdiction = jurisdiction;
    this.path = path;
    this.#lane = lane;
    this.limit = new ConcurrencyLimit(settings.leastInFlight, settings.mostInFlight);
    this.latency = settings.hedged.includes(service) ? new LatencyQuantile() : null;
    this.waitMs = settings.waitMs;
    this.#waiting = new WaitingCalls(settings.mostWaiting);
  }

  get lane(): Lane {
    return this.#lane;
  }

  get inFlight(): number {
    return this.#inFlight;
  }

  get isIdle(): boolean {
    return this.#inFlight === 0 && this.#waiting.size === 0;
  }

  get hasRoom(): boolean {
    return this.#inFlight < this.limit.value;
  }

  /** Other settings from now on; what is known of the endpoint stays. */
  adopt({ leastInFlight, mostInFlight, mostWaiting, waitMs, hedged }: UpstreamSettings): void {
    this.limit.bound(leastInFlight, mostInFlight);
    this.waitMs = waitMs;
    this.#waiting.most = mostWaiting;
    if (!hedged.includes(this.service)) this.latency = null;
    else this.latency ??= new LatencyQuantile();
    if (mostInFlight !== this.#lane.sockets) this.#lane = this.#lane.widen(mostInFlight);
    this.#callNext();
  }

  /** A call is sent. */
  enter(): void {
    const { lane } = this;
    if (lane.held >= lane.sockets) this.waits[lane.held > this.#inFlight ? 'another' : 'itself']++;
    lane.held++;
    this.#inFlight++;
  }

  /** A call has ended; those that wait take their turn. */
  leave(): void {
    this.lane.held--;
    this.#inFlight--;
    this.#callNext();
  }

  /** @returns whether there is room to wait. */
  wait(call: WaitingCall): boolean {
    if (!this.#waiting.add(call)) {
      this.refused.busy++;
      return false;
    }
    this.waits.itself++;
    return true;
  }

  stopWaiting(call: WaitingCall): void {
    this.#waiting.remove(call);
  }

  state(): EndpointState {
    const { service, jurisdiction, limit, reads, writes, waits, refused, retries, hedges, joined } = this;
    return {
      ...{ service, jurisdiction, waits, refused, retries, hedges, joined },
      limit: limit.value,
      inFlight: this.#inFlight,
      waiting: this.#waiting.size,
      breakers: { reads: reads.state, writes: writes.state },
    };
  }

  #callNext(): void {
    // A turn may be over at once, but not many of them: then the breaker is open, and none is taken.
    while (this.#waiting.size > 0 && this.hasRoom) this.#waiting.shift()?.takeTurn();
  }
}
