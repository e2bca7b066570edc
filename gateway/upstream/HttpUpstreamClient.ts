import type { FormattedExecutionResult } from 'graphql';
import { BREAKER_HEADER, parseBreakerStates } from '../../domain/breakerStates.ts';
import { isErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { SpanAttributes } from '../../telemetry/SpanAttributes.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamObserver, UpstreamOutcome } from '../metrics/UpstreamObserver.ts';
import { GraphqlPost } from './GraphqlPost.ts';
import type { EndpointState } from './govern/EndpointState.ts';
import { Governor } from './govern/Governor.ts';
import type { UpstreamSettings } from './govern/upstreamSettings.ts';
import { upstreamSettings } from './govern/upstreamSettings.ts';
import type { PostAnswer } from './PostExchange.ts';
import { readGraphqlAnswer } from './readGraphqlAnswer.ts';
import { toTransportError } from './toTransportError.ts';
import type { UpstreamClient, UpstreamRequest } from './UpstreamClient.ts';
import type { SignContext } from './upstreamHeaders.ts';
import type { WrittenRequest } from './WrittenRequest.ts';

/** How upstream calls are made. */
export interface HttpUpstreamClientOptions {
  /** Without it no context is sent. */
  readonly signContext?: SignContext;
  readonly observer?: UpstreamObserver;
  /** Told of every call that an endpoint refused to hear, because it does not trust our context. */
  readonly onContextRefused?: (service: string, jurisdiction: string | null) => void;
  /** How long a jurisdiction may take, in milliseconds; default 2,000. */
  readonly jurisdictionTimeoutMs?: number;
  /** Largest body read, in bytes; default 32 MiB. */
  readonly maxBodyBytes?: number;
  /** How endpoints are spared; default: that of the configuration. */
  readonly settings?: UpstreamSettings;
}

const UNAUTHORIZED = 401;

/** Sends GraphQL over HTTP/1.1, with sockets kept open for each endpoint. */
export class HttpUpstreamClient implements UpstreamClient {
  readonly #options: HttpUpstreamClientOptions;
  readonly #governor: Governor;

  constructor(options: HttpUpstreamClientOptions = {}) {
    this.#options = options;
    this.#governor = new Governor({
      settings: options.settings ?? upstreamSettings.parse({}),
      // Read at every call: it may be changed while the gateway runs.
      jurisdictionTimeoutMs: () => options.jurisdictionTimeoutMs ?? 2_000,
      maxBodyBytes: options.maxBodyBytes ?? 32 * 2 ** 20,
    });
  }

  /** What is known of every endpoint that has been asked. */
  endpoints(): Iterable<EndpointState> {
    return this.#governor.states();
  }

  /** Something has changed, as others tell: no later read shares a call that began before. */
  forgetReads(): void {
    this.#governor.forgetReads();
  }

  async send(
    request: UpstreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<FormattedExecutionResult> {
    const { query, operationName, variables } = request;
    const body = JSON.stringify({ query, variables, operationName });
    const known = context.known?.take(request.url, body);
    if (known !== undefined) return known;
    return this.#call({ ...request, body }, context, signal, (answer) => {
      const result = readGraphqlAnswer(answer, request.service);
      if (isWhole(answer, result)) request.onCacheControl?.(request.jurisdiction, ...cacheHeadersOf(answer));
      return { value: result, outcome: outcomeOf(result) };
    });
  }

  /**
   * As {@link send}, with a body that is written already.
   *
   * @param read - `undefined` has the answer read as {@link send} reads it.
   * @returns what `read` made of it, or the response.
   */
  sendWritten<T>(
    request: WrittenRequest,
    context: GatewayRequestContext,
    read: (answer: PostAnswer) => T | undefined,
  ): Promise<{ readonly read: T } | { readonly response: FormattedExecutionResult }> {
    return this.#call<{ readonly read: T } | { readonly response: FormattedExecutionResult }>(
      request,
      context,
      context.signal,
      (answer) => {
        const value = read(answer);
        if (value !== undefined) return { value: { read: value }, outcome: 'ok' };
        const response = readGraphqlAnswer(answer, request.service);
        return { value: { response }, outcome: outcomeOf(response) };
      },
    );
  }

  async #call<T>(
    request: WrittenRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
    read: (answer: PostAnswer) => { readonly value: T; readonly outcome: UpstreamOutcome },
  ): Promise<T> {
    const { service, jurisdiction, operation } = request;
    const { observer } = this.#options;
    const startedAt = performance.now();
    const span = context.span?.child(service, 'client', describeCall(request));
    const end = (outcome: UpstreamOutcome): void => {
      span?.end(outcome === 'ok' ? [] : [outcome.code]);
      observer?.onEnd(service, jurisdiction, operation, outcome, performance.now() - startedAt);
    };
    observer?.onStart(service, jurisdiction);
    try {
      const answer = await this.#post(
        request,
        span ? { ...context, traceparent: span.traceparent } : context,
        signal,
      );
      const breakers = answer.headers[BREAKER_HEADER];
      if (jurisdiction !== null && typeof breakers === 'string')
        observer?.onBreakers(service, jurisdiction, parseBreakerStates(breakers));
      if (answer.status === UNAUTHORIZED) throw this.#refused(request);
      const { value, outcome } = read(answer);
      end(outcome);
      return value;
    } catch (error) {
      const known = toTransportError(error, request, signal);
      end({ code: known.code });
      throw known;
    }
  }

  /** Ends at once: calls under way fail. */
  close(): Promise<void> {
    return this.#governor.close();
  }

  /** The answer may be that of an equal call: nobody writes into it. */
  async #post(
    request: WrittenRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<PostAnswer> {
    signal.throwIfAborted();
    return this.#governor.run(new GraphqlPost(request, context, this.#options.signContext), signal);
  }

  /** The caller's own token never goes upstream: whoever is refused there is this gateway. */
  #refused({ service, jurisdiction }: WrittenRequest): TongbanError {
    this.#options.onContextRefused?.(service, jurisdiction);
    return new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} refuses our context`);
  }
}

/** An error that says no place may be about anything in the answer. */
const isWhole = ({ status }: PostAnswer, { errors }: FormattedExecutionResult): boolean =>
  status < 300 && (errors ?? []).every(({ path }) => Array.isArray(path) && path.length > 0);

const cacheHeadersOf = ({ headers }: PostAnswer): readonly [string | undefined, string | undefined] => [
  headers['cache-control']?.toString(),
  headers['age']?.toString(),
];

const describeCall = ({ service, jurisdiction, operation }: WrittenRequest): SpanAttributes => ({
  'tongban.service': service,
  'tongban.jurisdiction': jurisdiction ?? undefined,
  'tongban.call': operation,
});

/** A province that is away is seen by errors at entities: its own server answers for it. */
function outcomeOf({ errors = [] }: FormattedExecutionResult): UpstreamOutcome {
  const [first] = errors;
  if (first === undefined) return 'ok';
  const code = first.extensions?.['code'];
  return { code: isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR' };
}
