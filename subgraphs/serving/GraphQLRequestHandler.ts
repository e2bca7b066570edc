import type { IncomingMessage, ServerResponse } from 'node:http';
import { type ApolloServer, HeaderMap } from '@apollo/server';
import type { Logger } from 'pino';
import type { CallContext } from '../../domain/callContext.ts';
import { Roster } from '../../domain/Roster.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { ambientSpan } from '../../telemetry/ambientSpan.ts';
import { ProcessTracing } from '../../telemetry/ProcessTracing.ts';
import { answerJson } from './answerJson.ts';
import { CallSignal } from './CallSignal.ts';
import { discardBody } from './discardBody.ts';
import { errorJson } from './errorJson.ts';
import { HttpRefusal } from './HttpRefusal.ts';
import { logRefusal } from './logRefusal.ts';
import { readJsonBody } from './readJsonBody.ts';
import type { SubgraphEndpoint } from './SubgraphEndpoint.ts';
import { toRefusal } from './toRefusal.ts';
import { verifyRequest } from './verifyRequest.ts';

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
  readonly #open = new Roster<CallSignal>();

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
      const { status, error: reason } = logRefusal(this.#options.logger, error, toRefusal(error));
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
    const callContext = verifyRequest(request, { ...endpoint, now: this.#options.now() });
    const span = ProcessTracing.tracer?.begin(endpoint.audience, callContext.traceparent, {
      'tongban.request.id': callContext.requestId,
    }).span;
    const call = new CallSignal(callContext.budgetMs, response);
    this.#open.add(call);
    try {
      const body = await readJsonBody(request, maxBodyBytes);
      call.signal.throwIfAborted();
      const context = await endpoint.createContext(callContext, call.signal, null);
      const execute = () =>
        apollo.executeHTTPGraphQLRequest({
          httpGraphQLRequest: { method: 'POST', headers: headersFor(callContext), search: '', body },
          context: async () => context,
        });
      const answer = await (span === undefined ? execute() : ambientSpan.run(span, execute));
      return {
        status: answer.status ?? 200,
        json: answer.body.kind === 'complete' ? answer.body.string : '',
      };
    } finally {
      span?.end(call.signal.aborted ? ['DEADLINE_EXCEEDED'] : []);
      call.release();
      this.#open.delete(call);
    }
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
