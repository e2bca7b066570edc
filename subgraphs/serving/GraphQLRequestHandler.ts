import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Logger } from 'pino';
import { CALL_CONTEXT_HEADER, type CallContext } from '../../domain/callContext.ts';
import { ERROR_KINDS } from '../../domain/errorCode.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { answerJson } from './answerJson.ts';
import { CallSignal } from './CallSignal.ts';
import { describeError } from './describeError.ts';
import { errorJson } from './errorJson.ts';
import { HttpRefusal } from './HttpRefusal.ts';
import { readJsonBody } from './readJsonBody.ts';
import type { SubgraphEndpoint } from './SubgraphEndpoint.ts';
import { verifyCallContext } from './verifyCallContext.ts';

export interface GraphQLRequestHandlerOptions<Context extends object> {
  readonly apollo: ApolloServer<Context>;
  readonly logger: Logger;
  readonly maxBodyBytes: number;
  /** Once true, connections are closed after their answer. */
  isStopping(): boolean;
  /** The current time, epoch ms. */
  now(): number;
}

/** Answers POST requests to GraphQL endpoints; whatever goes wrong, it answers once and never rejects. */
export class GraphQLRequestHandler<Context extends object> {
  readonly #options: GraphQLRequestHandlerOptions<Context>;
  readonly #open = new Set<CallSignal>();

  constructor(options: GraphQLRequestHandlerOptions<Context>) {
    this.#options = options;
  }

  async answer(
    endpoint: SubgraphEndpoint<Context>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<void> {
    try {
      const { status, json } = await this.#execute(endpoint, request, response);
      if (this.#options.isStopping()) response.setHeader('connection', 'close');
      for (const [name, value] of Object.entries(endpoint.answerHeaders?.() ?? {}))
        response.setHeader(name, value);
      answerJson(response, status, json);
    } catch (error) {
      const { status, error: reason } = this.#toRefusal(error);
      // The rest of the body is not worth reading, so the connection cannot serve another request.
      if (!request.complete || this.#options.isStopping()) response.setHeader('connection', 'close');
      if (status === 405) response.setHeader('allow', 'POST');
      answerJson(response, status, errorJson(reason));
      if (!request.complete) discardBody(request, this.#options.maxBodyBytes);
    }
  }

  /** Aborts every call that is still being executed. */
  abortAll(message: string): void {
    for (const call of this.#open) call.abort(message);
  }

  async #execute(
    endpoint: SubgraphEndpoint<Context>,
    request: IncomingMessage,
    response: ServerResponse,
  ): Promise<{ readonly status: number; readonly json: string }> {
    const { apollo, maxBodyBytes } = this.#options;
    if (request.method !== 'POST') {
      throw new HttpRefusal(405, new TongbanError('BAD_REQUEST', 'Only POST is answered here'));
    }
    const callContext = this.#authenticate(endpoint, request);
    const call = new CallSignal(callContext.budgetMs, response);
    this.#open.add(call);
    try {
      const body = await readJsonBody(request, maxBodyBytes);
      call.signal.throwIfAborted();
      const context = await endpoint.createContext(callContext, call.signal);
      const answer = await apollo.executeHTTPGraphQLRequest({
        httpGraphQLRequest: { method: 'POST', headers: headersFor(callContext), search: '', body },
        context: async () => context,
      });
      return {
        status: answer.status ?? 200,
        json: answer.body.kind === 'complete' ? answer.body.string : '',
      };
    } finally {
      call.release();
      this.#open.delete(call);
    }
  }

  #authenticate(
    { audience, contextKey }: SubgraphEndpoint<Context>,
    { headers }: IncomingMessage,
  ): CallContext {
    const header = headers[CALL_CONTEXT_HEADER];
    return verifyCallContext(typeof header === 'string' ? header : undefined, {
      audience,
      contextKey,
      now: this.#options.now(),
    });
  }

  #toRefusal(error: unknown): HttpRefusal {
    const { logger } = this.#options;
    const refusal = toRefusal(error);
    // A caller who left too little time is no fault of this server, whatever the status.
    if (refusal.status >= 500 && refusal.error.code !== 'DEADLINE_EXCEEDED') {
      logger.error({ status: refusal.status, error: describeError(error) }, 'a request failed');
    } else {
      logger.warn({ status: refusal.status, reason: reasonOf(refusal.error) }, 'a request was refused');
    }
    return refusal;
  }
}

/** All that Apollo Server has to know of the request's headers; the log names the request by the last one. */
function headersFor({ requestId }: CallContext): HeaderMap {
  return new HeaderMap([
    ['content-type', 'application/json'],
    ['accept', 'application/json'],
    ['x-request-id', requestId],
  ]);
}

const STATUS_OF: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  DEADLINE_EXCEEDED: 503,
};

/** What the caller is not told, where there is more to say. */
function reasonOf({ cause, message }: TongbanError): string {
  return cause instanceof TongbanError ? cause.message : message;
}

function toRefusal(error: unknown): HttpRefusal {
  if (error instanceof HttpRefusal) return error;
  if (error instanceof TongbanError) return new HttpRefusal(STATUS_OF[error.code] ?? 500, error);

  const { en } = ERROR_KINDS.INTERNAL_SERVER_ERROR;
  return new HttpRefusal(500, new TongbanError('INTERNAL_SERVER_ERROR', en, { cause: error }));
}

/**
 * Reads on for a while without keeping anything: closing a socket with unread bytes resets it, and the caller would
 * see the reset in place of the answer.
 */
function discardBody(request: IncomingMessage, maxBytes: number): void {
  let discarded = 0;
  request.on('error', () => request.destroy());
  request.on('data', ({ length }: Buffer) => {
    discarded += length;
    if (discarded > maxBytes) request.destroy();
  });
}
