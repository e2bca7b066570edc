import { BREAKER_HEADER, parseBreakerStates } from '../../domain/breakerStates.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { Span } from '../../telemetry/Span.ts';
import type { SpanAttributes } from '../../telemetry/SpanAttributes.ts';
import type { CallOrigin } from '../CallOrigin.ts';
import type { Cancellation } from '../Cancellation.ts';
import type { UpstreamObserver, UpstreamOutcome } from '../metrics/UpstreamObserver.ts';
import { endpointFault } from './endpointFault.ts';
import { GraphqlPost } from './GraphqlPost.ts';
import type { CallListener } from './govern/CallListener.ts';
import type { Governor } from './govern/Governor.ts';
import { hasTimeLeft } from './hasTimeLeft.ts';
import type { PostAnswer } from './PostAnswer.ts';
import { toTransportError } from './toTransportError.ts';
import type { SignContext } from './upstreamHeaders.ts';
import type { WrittenRequest } from './WrittenRequest.ts';
import { withoutRetry } from './withoutRetry.ts';

/** Who wants a call to be made. */
export interface UpstreamListener {
  /**
   * Reads the answer, which may be others' too.
   *
   * @throws {TongbanError} where it cannot be read: then the call has failed.
   */
  read(answer: PostAnswer): UpstreamOutcome;
  /** The call is over, and counted. @param error - why there is no answer, or none that could be read. */
  onEnd(error: TongbanError | undefined): void;
}

/** What all calls have in common. */
export interface UpstreamCallParts {
  readonly governor: Governor;
  readonly observer: UpstreamObserver | undefined;
  readonly signContext: SignContext | undefined;
  readonly onContextRefused: ((service: string, jurisdiction: string | null) => void) | undefined;
  readonly onFault: ((service: string, jurisdiction: string | null, fault: string) => void) | undefined;
}

const UNAUTHORIZED = 401;

/** One call to one endpoint: counted, traced, and judged by its status before anybody reads the answer. */
export class UpstreamCall implements CallListener {
  readonly #parts: UpstreamCallParts;
  readonly #request: WrittenRequest;
  readonly #signal: Cancellation;
  readonly #listener: UpstreamListener;
  readonly #startedAt = performance.now();
  #span: Span | undefined;
  #post: GraphqlPost | undefined;

  constructor(
    parts: UpstreamCallParts,
    request: WrittenRequest,
    signal: Cancellation,
    listener: UpstreamListener,
  ) {
    this.#parts = parts;
    this.#request = request;
    this.#signal = signal;
    this.#listener = listener;
  }

  /** The listener may be told before this returns. */
  start(context: CallOrigin): void {
    const { governor, observer, signContext } = this.#parts;
    const request = this.#request;
    this.#span = context.span?.child(request.service, 'client', describeCall(request));
    observer?.onStart(request.service, request.jurisdiction);
    if (this.#signal.aborted) {
      this.onFailure(this.#signal.reason);
      return;
    }
    const own = this.#span ? { ...context, traceparent: this.#span.traceparent } : context;
    try {
      this.#post = new GraphqlPost(request, own, signContext);
      governor.ask(this.#post, this.#signal, this);
    } catch (error) {
      // An address that is none, for one.
      this.onFailure(error);
    }
  }

  onAnswer(answer: PostAnswer): void {
    const { service, jurisdiction } = this.#request;
    const breakers = jurisdiction === null ? undefined : answer.header(BREAKER_HEADER);
    if (jurisdiction !== null && breakers !== undefined) {
      this.#parts.observer?.onBreakers(service, jurisdiction, parseBreakerStates(breakers));
    }
    let outcome: UpstreamOutcome;
    try {
      if (answer.status === UNAUTHORIZED) throw this.#refused();
      outcome = this.#listener.read(answer);
    } catch (error) {
      this.onFailure(error);
      return;
    }
    this.#end(outcome !== 'ok' && this.#isPlaceLate(outcome) ? { code: 'JURISDICTION_TIMEOUT' } : outcome);
    this.#listener.onEnd(undefined);
  }

  onFailure(error: unknown): void {
    const failure = toTransportError(error, this.#request, this.#signal);
    const fault = this.#signal.aborted ? undefined : endpointFault(error);
    if (fault !== undefined) this.#parts.onFault?.(this.#request.service, this.#request.jurisdiction, fault);
    const isUnsure = this.#post?.isRead === false && this.#post.mayBeSent;
    const known = isUnsure ? withoutRetry(failure) : failure;
    this.#end({ code: known.code });
    this.#listener.onEnd(known);
  }

  #end(outcome: UpstreamOutcome): void {
    const { service, jurisdiction, operation } = this.#request;
    this.#span?.end(outcome === 'ok' ? [] : [outcome.code]);
    const ms = performance.now() - this.#startedAt;
    this.#parts.observer?.onEnd(service, jurisdiction, operation, outcome, ms);
  }

  #isPlaceLate({ code }: Exclude<UpstreamOutcome, 'ok'>): boolean {
    if (code !== 'DEADLINE_EXCEEDED' || this.#request.jurisdiction === null) return false;
    return this.#post !== undefined && hasTimeLeft(this.#post.context);
  }

  /** The caller's own token never goes upstream: whoever is refused there is this gateway. */
  #refused(): TongbanError {
    const { service, jurisdiction } = this.#request;
    this.#parts.onContextRefused?.(service, jurisdiction);
    return new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} refuses our context`);
  }
}

const describeCall = ({ service, jurisdiction, operation }: WrittenRequest): SpanAttributes => ({
  'tongban.service': service,
  'tongban.jurisdiction': jurisdiction ?? undefined,
  'tongban.call': operation,
});
