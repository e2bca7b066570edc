import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CallOrigin } from '../../CallOrigin.ts';
import { BodyTooLargeError } from '../BodyTooLargeError.ts';
import { BrokenAnswerError } from '../BrokenAnswerError.ts';
import type { PostAnswer } from '../PostAnswer.ts';
import { PostExchange, type PostListener } from '../PostExchange.ts';
import { type AwaitedCall, type CallWait, CallWaiter } from './CallWaiter.ts';
import type { EndpointBreaker } from './EndpointBreaker.ts';
import type { GovernedEndpoint } from './GovernedEndpoint.ts';
import { judgeAnswer } from './judgeAnswer.ts';
import { rankOf } from './rankOf.ts';
import type { UpstreamQuestion } from './UpstreamQuestion.ts';
import type { WaitingCall } from './WaitingCalls.ts';
import { wasClosed } from './wasClosed.ts';

/** Whose call it is. */
export interface CallOwner {
  readonly maxBodyBytes: number;
  /** Of all answers to one request. */
  readonly maxHeldBytes: number;
  /** Milliseconds that an endpoint must have had before the end of somebody's time counts as its failure. */
  readonly fairMs: number;
  onEnd(call: GovernedCall): void;
}

export interface GovernedCallOptions {
  readonly owner: CallOwner;
  /** On the scale of `performance.now()`. */
  readonly now: number;
  /** When the endpoint's own limit is over, on the same scale; `Infinity` where it has none. */
  readonly limitAt: number;
  /** Writes that had ended when this call began. */
  readonly writesBefore: number;
}

const SLOW = 0.95;
/** What is answered sooner is not worth a second attempt. */
const HEDGED_AFTER_MS = 10;
const BUSY_SECONDS = 1;
/** An error's code, looked for only in what comes late. */
const OUT_OF_TIME = Buffer.from('"DEADLINE_EXCEEDED"');

/** Of the time that a call had, what it may end sooner than who joins it would wait. */
const SLACK = 0.1;

/** One call, from its wait for a turn to its answer, in two attempts at most; everybody who waits for it gets the same bytes. */
export class GovernedCall implements AwaitedCall, WaitingCall, PostListener {
  /** Kept by `OpenReads`: its place among few, or else its key and the next one in its chain. */
  seat = -1;
  openKey = 0;
  nextOpen: GovernedCall | undefined;
  readonly endpoint: GovernedEndpoint;
  readonly question: UpstreamQuestion;
  readonly startedAt: number;
  readonly limitAt: number;
  readonly writesBefore: number;
  readonly #owner: CallOwner;
  readonly #breaker: EndpointBreaker;
  readonly #waiters: CallWaiter[] = [];
  #era = 0;
  #first: PostExchange | undefined;
  #second: PostExchange | undefined;
  #hasRepeated = false;
  #isEnded = false;
  /** Somebody's time ended although the endpoint had enough of it. */
  #isLate = false;
  #waitTimer: NodeJS.Timeout | undefined;
  #hedgeTimer: NodeJS.Timeout | undefined;

  constructor(
    endpoint: GovernedEndpoint,
    question: UpstreamQuestion,
    { owner, now, limitAt, writesBefore }: GovernedCallOptions,
  ) {
    this.endpoint = endpoint;
    this.question = question;
    this.startedAt = now;
    this.limitAt = limitAt;
    this.writesBefore = writesBefore;
    this.#owner = owner;
    this.#breaker = question.isRead ? endpoint.reads : endpoint.writes;
  }

  get service(): string {
    return this.endpoint.service;
  }

  get rank(): number {
    return rankOf(this.question);
  }

  /**
   * Whether whoever asks the same has as good as the same time with this call as alone: it was sent with the first one's deadline.
   *
   * Who comes later has a later deadline: without some slack nobody would ever share a call that no place's limit ends.
   */
  lastsFor({ deadlineAt }: CallOrigin): boolean {
    const own = this.question.context.deadlineAt;
    return this.limitAt <= own || deadlineAt - own <= SLACK * (own - this.startedAt);
  }

  /** Whether a question waits no longer for its turn with this call than alone; once it is sent, nobody goes before it. */
  isAsUrgentAs(question: UpstreamQuestion): boolean {
    return this.#first !== undefined || this.rank <= rankOf(question);
  }

  /** Somebody waits for the answer, which nobody may write into. @param wait - for this call. */
  join(wait: CallWait): void {
    const waiter = new CallWaiter(wait);
    this.#waiters.push(waiter);
    const announced = (this.#first?.announced ?? 0) + (this.#second?.announced ?? 0);
    if (announced > 0 && !waiter.take(announced, this.#owner.maxHeldBytes)) waiter.refuse();
  }

  start(): void {
    if (this.#breaker.waitMs(this.startedAt) > 0) this.#refuse();
    else if (this.endpoint.hasRoom) this.takeTurn();
    else if (this.endpoint.wait(this))
      this.#waitTimer = setTimeout(giveUpWaiting, this.endpoint.waitMs, this);
    else this.#fail(this.#busy());
  }

  takeTurn(): void {
    clearTimeout(this.#waitTimer);
    this.#waitTimer = undefined;
    const era = this.#breaker.admit(performance.now());
    if (era === null) {
      this.#refuse();
      return;
    }
    this.#era = era;
    const { endpoint, question } = this;
    if (question.isRead) {
      endpoint.budget.earn();
      const slowMs = endpoint.latency?.quantile(SLOW);
      if (slowMs !== undefined)
        this.#hedgeTimer = setTimeout(startHedge, Math.max(slowMs, HEDGED_AFTER_MS), this);
    }
    endpoint.enter();
    this.#first = new PostExchange(this.#owner.maxBodyBytes, this);
    this.#send(this.#first);
  }

  giveWay(): void {
    this.endpoint.refused.busy++;
    this.#fail(this.#busy());
  }

  /** It has waited for its turn for too long. */
  giveUp(): void {
    this.endpoint.stopWaiting(this);
    this.giveWay();
  }

  /** The read is slower than nearly all others: it is sent a second time, and the first answer counts. */
  hedge(): void {
    const { endpoint } = this;
    const mayBeSent = endpoint.hasRoom && endpoint.reads.state === 'closed' && this.#second === undefined;
    if (!mayBeSent || !this.#repeats()) return;
    endpoint.hedges++;
    endpoint.enter();
    this.#second = new PostExchange(this.#owner.maxBodyBytes, this);
    this.#send(this.#second);
  }

  leave(waiter: CallWaiter, isLate: boolean): void {
    this.#waiters.splice(this.#waiters.indexOf(waiter), 1);
    if (this.#isEnded) return;
    const sentAt = (this.#first ?? this.#second)?.startedAt;
    const now = performance.now();
    if (isLate && sentAt !== undefined && now - sentAt >= this.#owner.fairMs) this.#isLate = true;
    if (this.#waiters.length > 0) return;
    if (sentAt === undefined) this.endpoint.stopWaiting(this);
    else if (this.#isLate) this.#lost(now);
    else this.#breaker.learnedNothing(this.#era);
    this.#end();
  }

  /** What is too much for one request may be little for another that waits for the same. */
  onBytes(_: PostExchange, bytes: number): void {
    const { maxHeldBytes } = this.#owner;
    let refused: CallWaiter[] | undefined;
    for (const waiter of this.#waiters) {
      if (waiter.take(bytes, maxHeldBytes)) continue;
      refused ??= [];
      refused.push(waiter);
    }
    if (refused === undefined) return;
    // Who is told that may make another one leave.
    for (const waiter of refused) if (this.#waiters.includes(waiter)) waiter.refuse();
  }

  onAnswer(exchange: PostExchange, answer: PostAnswer): void {
    if (this.#isEnded) return;
    const { endpoint } = this;
    const verdict = judgeAnswer(answer);
    if (verdict !== 'healthy') {
      if (this.#leaveToOther(exchange)) return;
      const mayAskAgain = answer.status === 503 && answer.header('retry-after') === '0';
      if (mayAskAgain && this.#retry()) return;
    }
    const now = performance.now();
    const ms = now - exchange.startedAt;
    if (verdict === 'faulty' || this.#isOutOfTime(answer, ms)) this.#lost(now);
    else {
      this.#breaker.succeeded(this.#era, now);
      if (verdict === 'busy') endpoint.limit.lost(endpoint.inFlight, now);
      else endpoint.limit.answered(ms, endpoint.inFlight, now);
      if (this.question.isRead) endpoint.latency?.note(ms);
    }
    this.#end();
    for (const waiter of this.#waiters) waiter.answer(answer);
  }

  onFailure(exchange: PostExchange, error: unknown): void {
    if (this.#isEnded || this.#leaveToOther(exchange)) return;
    // A kept socket may be closed by the other side just as we write: a read can be sent again.
    if (!exchange.isAnswered && wasClosed(error) && this.#retry()) return;
    this.#lost(performance.now());
    this.#fail(exchange.isAnswered ? asBroken(error) : error);
  }

  /** A place that stops by itself when its time is over has been as slow as one that is given up. */
  #isOutOfTime({ body }: PostAnswer, ms: number): boolean {
    return this.limitAt !== Infinity && ms >= this.#owner.fairMs && body.includes(OUT_OF_TIME);
  }

  #send(exchange: PostExchange): void {
    try {
      this.question.send(this.endpoint, exchange, this.limitAt);
    } catch (error) {
      exchange.abort(error instanceof Error ? error : new Error('the call cannot be made', { cause: error }));
    }
  }

  /** Whether another attempt goes on, so that this one does not matter. */
  #leaveToOther(exchange: PostExchange): boolean {
    const other = exchange === this.#first ? this.#second : this.#first;
    if (other === undefined) return false;
    this.#first = other;
    this.#second = undefined;
    this.endpoint.leave();
    return true;
  }

  #repeats(): boolean {
    if (this.#hasRepeated || !this.question.isRead || !this.endpoint.budget.spend()) return false;
    this.#hasRepeated = true;
    return true;
  }

  /** Another attempt takes the place of the only one, which has ended: while there were two, neither could be repeated. */
  #retry(): boolean {
    if (!this.#repeats()) return false;
    this.endpoint.retries++;
    this.#first = new PostExchange(this.#owner.maxBodyBytes, this);
    this.#send(this.#first);
    return true;
  }

  #lost(now: number): void {
    const { endpoint } = this;
    this.#breaker.failed(this.#era, this.startedAt, now);
    endpoint.limit.lost(endpoint.inFlight, now);
  }

  #fail(error: unknown): void {
    this.#end();
    for (const waiter of this.#waiters) waiter.fail(error);
  }

  #end(): void {
    this.#isEnded = true;
    clearTimeout(this.#waitTimer);
    clearTimeout(this.#hedgeTimer);
    this.#owner.onEnd(this);
    this.#endAttempt(this.#first);
    this.#endAttempt(this.#second);
  }

  #endAttempt(exchange: PostExchange | undefined): void {
    if (exchange === undefined) return;
    if (!exchange.isEnded) exchange.abort(UNWANTED);
    this.endpoint.leave();
  }

  #refuse(): void {
    const { endpoint } = this;
    endpoint.refused.breaker++;
    const seconds = Math.ceil(this.#breaker.waitMs(performance.now()) / 1_000);
    this.#fail(
      new TongbanError('JURISDICTION_UNAVAILABLE', `${this.service} has failed and is not asked just now`, {
        retryAfter: Math.max(1, seconds),
      }),
    );
  }

  #busy(): TongbanError {
    return new TongbanError('JURISDICTION_BUSY', `${this.service} has too many calls waiting`, {
      retryAfter: BUSY_SECONDS,
    });
  }
}

/** Why an answer that had begun was given up by us says that by itself. */
const asBroken = (error: unknown): unknown =>
  error instanceof BodyTooLargeError
    ? error
    : new BrokenAnswerError('the answer broke off', { cause: error });

/** One for all: its stack would say nothing. */
const UNWANTED = new Error('nobody waits for this call any more');
const giveUpWaiting = (call: GovernedCall): void => call.giveUp();
const startHedge = (call: GovernedCall): void => call.hedge();
