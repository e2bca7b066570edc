import type { FormattedExecutionResult } from 'graphql';
import { Agent } from 'undici';
import { BREAKER_HEADER, parseBreakerStates } from '../../domain/breakerStates.ts';
import { isErrorCode } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../GatewayRequestContext.ts';
import type { UpstreamObserver, UpstreamOutcome } from '../metrics/UpstreamObserver.ts';
import { type PostAnswer, PostExchange } from './PostExchange.ts';
import { readGraphqlAnswer } from './readGraphqlAnswer.ts';
import { toTransportError } from './toTransportError.ts';
import type { UpstreamClient, UpstreamRequest } from './UpstreamClient.ts';
import { type SignContext, upstreamHeaders } from './upstreamHeaders.ts';

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
  /** Sockets kept per origin; default 64. */
  readonly connections?: number;
}

const MINUTE_MS = 60_000;
const UNAUTHORIZED = 401;

/** Sends GraphQL over HTTP/1.1, with sockets kept open for each origin. */
export class HttpUpstreamClient implements UpstreamClient {
  readonly #agent: Agent;
  readonly #options: HttpUpstreamClientOptions;
  readonly #targets = new Map<string, { readonly origin: string; readonly path: string }>();

  constructor(options: HttpUpstreamClientOptions = {}) {
    this.#options = options;
    // Each call has a deadline of its own; these bounds only keep a lost socket from lasting.
    this.#agent = new Agent({
      connections: options.connections ?? 64,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: 5_000 },
      headersTimeout: MINUTE_MS,
      bodyTimeout: MINUTE_MS,
    });
  }

  async send(
    request: UpstreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<FormattedExecutionResult> {
    const { service, jurisdiction, operation } = request;
    const { observer } = this.#options;
    const startedAt = performance.now();
    const end = (outcome: UpstreamOutcome): void =>
      observer?.onEnd(service, jurisdiction, operation, outcome, performance.now() - startedAt);
    observer?.onStart(service, jurisdiction);
    try {
      const answer = await this.#post(request, context, signal);
      const breakers = answer.headers[BREAKER_HEADER];
      if (jurisdiction !== null && typeof breakers === 'string')
        observer?.onBreakers(service, jurisdiction, parseBreakerStates(breakers));
      if (answer.status === UNAUTHORIZED) throw this.#refused(request);
      const result = readGraphqlAnswer(answer, service);
      if (isWhole(answer, result)) request.onCacheControl?.(jurisdiction, ...cacheHeadersOf(answer));
      end(outcomeOf(result));
      return result;
    } catch (error) {
      const known = toTransportError(error, request, signal);
      end({ code: known.code });
      throw known;
    }
  }

  /** Ends at once: calls under way fail. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }

  async #post(
    request: UpstreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): Promise<PostAnswer> {
    signal.throwIfAborted();
    const { service, jurisdiction, query, operationName, variables } = request;
    const body = JSON.stringify({ query, variables, operationName });
    const headers = {
      'content-type': 'application/json',
      accept: 'application/json, application/graphql-response+json;q=0.9',
      ...upstreamHeaders(request, context, this.#options.signContext),
    };
    const untilDeadline = context.deadlineAt - performance.now();
    const ownLimit = jurisdiction === null ? Infinity : (this.#options.jurisdictionTimeoutMs ?? 2_000);
    // Made only when it is needed: the stack of an error costs as much as signing the call.
    const late = (): TongbanError =>
      ownLimit < untilDeadline
        ? new TongbanError('JURISDICTION_TIMEOUT', `${service} did not answer in time`)
        : new TongbanError('DEADLINE_EXCEEDED', 'The request ran out of time');
    if (untilDeadline <= 0) throw late();

    let exchange = this.#dispatch(request.url, headers, body);
    const abort = (): void => exchange.abort(new Error('aborted', { cause: signal.reason }));
    const timer = setTimeout(() => exchange.abort(late()), Math.min(ownLimit, untilDeadline, 2 ** 31 - 1));
    signal.addEventListener('abort', abort, { once: true });
    try {
      return await exchange.answer.catch((error: unknown) => {
        // A kept socket may be closed by the other side just as we write: a read can be sent again.
        if (exchange.isAnswered || query.startsWith('mutation') || !wasClosed(error)) throw error;
        exchange = this.#dispatch(request.url, headers, body);
        return exchange.answer;
      });
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', abort);
    }
  }

  /** The caller's own token never goes upstream: whoever is refused there is this gateway. */
  #refused({ service, jurisdiction }: UpstreamRequest): TongbanError {
    this.#options.onContextRefused?.(service, jurisdiction);
    return new TongbanError('JURISDICTION_NOT_CONNECTED', `${service} refuses our context`);
  }

  #dispatch(url: string, headers: Record<string, string>, body: string): PostExchange {
    const { origin, path } = this.#target(url);
    const exchange = new PostExchange(this.#options.maxBodyBytes ?? 32 * 2 ** 20);
    this.#agent.dispatch({ origin, path, method: 'POST', headers, body }, exchange);
    return exchange;
  }

  #target(url: string): { readonly origin: string; readonly path: string } {
    let target = this.#targets.get(url);
    if (target === undefined) {
      const { origin, pathname, search } = new URL(url);
      target = { origin, path: `${pathname}${search}` };
      this.#targets.set(url, target);
    }
    return target;
  }
}

/** An error that says no place may be about anything in the answer. */
const isWhole = ({ status }: PostAnswer, { errors }: FormattedExecutionResult): boolean =>
  status < 300 && (errors ?? []).every(({ path }) => Array.isArray(path) && path.length > 0);

const cacheHeadersOf = ({ headers }: PostAnswer): readonly [string | undefined, string | undefined] => [
  headers['cache-control']?.toString(),
  headers['age']?.toString(),
];

function wasClosed(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE';
}

/** A province that is away is seen by errors at entities: its own server answers for it. */
function outcomeOf({ errors = [] }: FormattedExecutionResult): UpstreamOutcome {
  const [first] = errors;
  if (first === undefined) return 'ok';
  const code = first.extensions?.['code'];
  return { code: isErrorCode(code) ? code : 'INTERNAL_SERVER_ERROR' };
}
