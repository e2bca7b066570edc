import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Cancellation } from '../../Cancellation.ts';
import type { CallListener } from './CallListener.ts';
import type { EndpointState } from './EndpointState.ts';
import { Endpoints } from './Endpoints.ts';
import { type CallOwner, GovernedCall } from './GovernedCall.ts';
import type { GovernedEndpoint } from './GovernedEndpoint.ts';
import { OpenReads } from './OpenReads.ts';
import type { UpstreamQuestion, UpstreamTarget } from './UpstreamQuestion.ts';
import type { UpstreamSettings } from './upstreamSettings.ts';

export interface GovernorOptions {
  readonly settings: UpstreamSettings;
  /** How long a jurisdiction may take, in ms. */
  readonly jurisdictionTimeoutMs: () => number;
}

/** An endpoint that had so long, in ms, or nearly its whole limit, has failed when the time of its caller ends. */
const FAIR_MS = 1_000;
const FAIR_SHARE = 0.9;
/** Of an endpoint's limit, during which a call may be joined. */
const JOINED_SHARE = 0.5;

/**
 * Stands before every call to a subgraph, so that an endpoint in trouble is spared and costs nobody else anything.
 *
 * Each endpoint has sockets, a limit that adapts, a line of its own for those that wait, breakers and a budget for further
 * attempts. Equal reads of one caller at the same time are one call.
 */
export class Governor implements CallOwner {
  maxBodyBytes: number;
  maxHeldBytes: number;
  readonly #options: GovernorOptions;
  readonly #endpoints: Endpoints;
  #joinsReads: boolean;
  /** Calls under way that equal ones may join. */
  readonly #openReads = new WeakMap<GovernedEndpoint, OpenReads>();
  /** Writes that have ended, and changes that were told of: a read that began before one does not know of it. */
  #writes = 0;

  constructor(options: GovernorOptions) {
    this.#options = options;
    this.#joinsReads = options.settings.joinReads;
    this.maxBodyBytes = options.settings.answerBytes;
    this.maxHeldBytes = mostHeld(options.settings);
    this.#endpoints = new Endpoints(options);
  }

  /** Takes other settings while calls are under way. */
  adopt(settings: UpstreamSettings): void {
    this.#joinsReads = settings.joinReads;
    this.maxBodyBytes = settings.answerBytes;
    this.maxHeldBytes = mostHeld(settings);
    this.#endpoints.adopt(settings);
  }

  get fairMs(): number {
    return Math.min(FAIR_MS, this.#options.jurisdictionTimeoutMs() * FAIR_SHARE);
  }

  /**
   * Makes a call, or shares one that is under way.
   *
   * @param signal - ends the wait; the call itself goes on while others wait for it.
   * @param listener - gets the answer as it came, or a {@link TongbanError}: JURISDICTION_UNAVAILABLE with `retryAfter` while
   *   the breaker is open, JURISDICTION_BUSY where too many wait, JURISDICTION_TIMEOUT, DEADLINE_EXCEEDED; else undici's
   *   error. It may be told before this returns.
   */
  ask(question: UpstreamQuestion, signal: Cancellation, listener: CallListener): void {
    const { context, request } = question;
    const { service, jurisdiction, url } = request;
    const jurisdictionTimeoutMs = this.#options.jurisdictionTimeoutMs();
    const now = performance.now();
    const untilDeadline = context.deadlineAt - now;
    if (untilDeadline <= 0) {
      listener.onFailure(new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time'));
      return;
    }
    const endpoint = this.#endpoints.find(service, jurisdiction, url);
    endpoint.usedAt = now;
    const open = this.#isShareable(question) ? this.#openReadsOf(endpoint) : undefined;
    const key = open === undefined ? 0 : open.keyOf(question);
    // Who comes late would have too little of the endpoint's limit left.
    const earliest = now - jurisdictionTimeoutMs * JOINED_SHARE;
    const shared = open?.find(question, key, earliest, this.#writes);
    const limitAt = jurisdiction === null ? Infinity : now + jurisdictionTimeoutMs;
    const call =
      shared ??
      new GovernedCall(endpoint, question, { owner: this, now, limitAt, writesBefore: this.#writes });
    const untilLimit = call.limitAt - now;
    const limitMs = Math.min(untilDeadline, untilLimit);
    const isEndpointLimit = untilLimit < untilDeadline;
    call.join({ call, limitMs, isEndpointLimit, signal, listener, held: context.held });
    if (shared !== undefined) endpoint.joined++;
    else {
      open?.add(call, key);
      call.start();
    }
  }

  /** Whether one more attempt at a read may be made by who decides that by what was answered; counts it when so. */
  mayAskAgain({ service, jurisdiction, url }: UpstreamTarget): boolean {
    const endpoint = this.#endpoints.find(service, jurisdiction, url);
    if (!endpoint.budget.spend()) return false;
    endpoint.retries++;
    return true;
  }

  onEnd(call: GovernedCall): void {
    if (!call.question.isRead) this.#writes++;
    this.#openReads.get(call.endpoint)?.delete(call);
  }

  /** What was asked before this moment may be answered by what is no longer so: nobody who asks later shares it. */
  forgetReads(): void {
    this.#writes++;
  }

  /** Of every endpoint that has been asked. */
  *states(): Generator<EndpointState, void> {
    for (const endpoint of this.#endpoints) yield endpoint.state();
  }

  /** Ends at once: calls under way fail. */
  close(): Promise<void> {
    return this.#endpoints.close();
  }

  /** An event is told because something has changed since earlier reads began. */
  #isShareable({ isRead, context }: UpstreamQuestion): boolean {
    return isRead && context.isEvent !== true && this.#joinsReads;
  }

  #openReadsOf(endpoint: GovernedEndpoint): OpenReads {
    const known = this.#openReads.get(endpoint);
    if (known !== undefined) return known;
    const fresh = new OpenReads();
    this.#openReads.set(endpoint, fresh);
    return fresh;
  }
}

/** One answer that may be so large by itself is never too much. */
const mostHeld = ({ answerBytes, allAnswersBytes }: UpstreamSettings): number =>
  Math.max(answerBytes, allAnswersBytes);
