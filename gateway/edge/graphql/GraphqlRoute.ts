import type { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { FastLane } from '../../fast/FastLane.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import type { Admission } from '../admission/Admission.ts';
import type { AdmittedOperation } from '../admission/AdmittedOperation.ts';
import type { Authenticator } from '../auth/Authenticator.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import { describeOperation } from '../describeOperation.ts';
import type { Exchange } from '../Exchange.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { Overload } from '../overload/Overload.ts';
import type { Visit } from '../overload/Visit.ts';
import { RequestDeadline } from '../RequestDeadline.ts';
import type { Route } from '../Route.ts';
import { requestLanguage } from '../requestLanguage.ts';
import { toTraceparent } from '../toTraceparent.ts';
import type { Answer } from './Answer.ts';
import { chooseMediaType } from './chooseMediaType.ts';
import { DEFAULT_MEDIA_TYPE } from './defaultMediaType.ts';
import type { GraphqlParameters } from './GraphqlParameters.ts';
import type { GraphqlResult } from './GraphqlResult.ts';
import { parseBody } from './parseBody.ts';
import { parseSearch } from './parseSearch.ts';
import { prefersEvents } from './prefersEvents.ts';
import { readBody } from './readBody.ts';
import { refuseForgery } from './refuseForgery.ts';
import { toAnswer } from './toAnswer.ts';
import { toRefusal } from './toRefusal.ts';
import { toSplicedAnswer } from './toSplicedAnswer.ts';

export interface GraphqlRouteOptions {
  readonly apollo: ApolloServer<GatewayRequestContext>;
  readonly admission: Admission;
  readonly authenticator: Authenticator;
  readonly crossOrigin: CrossOrigin;
  /** `null`: everything goes through Apollo Server. */
  readonly fast: FastLane | null;
  readonly limits: EdgeLimits;
  readonly overload: Overload;
  /** From the request's headers to its answer, in ms. */
  readonly requestMs: number;
  /** Answers whoever asks for events here. */
  readonly stream: Route;
}

interface ContextParts extends Required<Pick<GatewayRequestContext, 'language' | 'priority'>> {
  readonly deadline: RequestDeadline;
}

const METHODS = 'GET, POST, OPTIONS';

/** `/graphql`: GraphQL over HTTP, by GET and POST. */
export class GraphqlRoute implements Route {
  readonly path = '/graphql';
  readonly #options: GraphqlRouteOptions;
  readonly #open = new Set<RequestDeadline>();

  constructor(options: GraphqlRouteOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    const { request, response, notes } = exchange;
    const { crossOrigin, requestMs, stream } = this.#options;
    if (prefersEvents(request.headers.accept)) {
      await stream.handle(exchange);
      return;
    }
    const shared = crossOrigin.headersFor(request);
    if (request.method === 'OPTIONS') {
      exchange.answer(204, { allow: METHODS, ...shared, ...crossOrigin.preflightHeadersFor(request) });
      return;
    }
    const deadline = new RequestDeadline(requestMs, response);
    this.#open.add(deadline);
    try {
      const { status, headers, body, codes } = await this.#answer(exchange, deadline);
      notes.codes = codes;
      exchange.answer(status, { 'cache-control': 'no-store', ...headers, ...shared }, body);
    } finally {
      deadline.release();
      this.#open.delete(deadline);
    }
  }

  /** Ends every request that is still worked on. */
  abortAll(): void {
    for (const deadline of this.#open) {
      deadline.giveUp(new TongbanError('DEADLINE_EXCEEDED', 'The gateway is stopping'));
    }
  }

  async #answer(exchange: Exchange, deadline: RequestDeadline): Promise<Answer> {
    const { headers } = exchange.request;
    const language = requestLanguage(headers['accept-language']);
    const mediaType = chooseMediaType(headers.accept);
    let visit: Visit | undefined;
    try {
      if (mediaType === undefined)
        throw refusal(406, 'Answers are application/graphql-response+json or application/json');
      expectMethod(exchange);
      const entered = this.#options.overload.enter();
      visit = entered;
      const work = async () => {
        const context = await this.#contextOf(exchange, { deadline, language, priority: entered.priority });
        const result = await this.#execute(exchange, context, entered);
        return Buffer.isBuffer(result)
          ? toSplicedAnswer(result, mediaType)
          : toAnswer(result, context, mediaType);
      };
      return await deadline.limit(work());
    } catch (error) {
      return toRefusal(error, { requestId: exchange.requestId, language }, mediaType ?? DEFAULT_MEDIA_TYPE);
    } finally {
      visit?.leave();
    }
  }

  async #contextOf(
    { request: { headers }, requestId, notes, trace }: Exchange,
    { deadline, language, priority }: ContextParts,
  ): Promise<GatewayRequestContext> {
    const caller = await this.#options.authenticator.authenticate(headers.authorization);
    if (caller !== null) notes.portal = caller.portal;
    return {
      requestId,
      traceparent: trace?.traceparent ?? toTraceparent(headers['traceparent']),
      span: trace?.span,
      caller,
      signal: deadline.signal,
      deadlineAt: deadline.at,
      language,
      priority,
    };
  }

  async #execute(
    exchange: Exchange,
    context: GatewayRequestContext,
    visit: Visit,
  ): Promise<GraphqlResult | Buffer> {
    const { apollo, admission, fast } = this.#options;
    const parameters = await this.#read(exchange, context.signal);
    let admitted: AdmittedOperation;
    try {
      admitted = await admission.admit(parameters, context.caller);
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      return { errors: [{ ...error.toJSON(), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }] };
    }
    const { kind, query, operationName, variables, documentId, cost } = admitted;
    const { notes } = exchange;
    exchange.trace?.span?.set(describeOperation(query, operationName));
    notes.operation = kind;
    notes.cost = cost;
    if (documentId !== null) notes.document = documentId;
    if (kind === 'subscription') {
      throw refusal(406, 'A subscription is answered as text/event-stream, or over a WebSocket');
    }
    if (exchange.request.method === 'GET' && kind !== 'query') {
      throw refusal(405, 'A GET can only carry queries', { allow: 'POST' });
    }
    visit.admit(admitted);
    const spliced = await fast?.answer(query, operationName, variables, context);
    if (spliced !== undefined && 'body' in spliced) return spliced.body;
    const { body } = await apollo.executeOperation(
      { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
      { contextValue: spliced?.context ?? context },
    );
    if (body.kind !== 'single') throw new TypeError('one answer was expected');
    return body.singleResult;
  }

  async #read({ request, search }: Exchange, signal: AbortSignal): Promise<GraphqlParameters> {
    const { limits } = this.#options;
    if (request.method === 'POST') {
      return parseBody(await readBody(request, limits.bodyBytes, signal), limits);
    }
    return parseSearch(search, limits);
  }
}

function expectMethod({ request }: Exchange): void {
  if (request.method === 'POST') return;
  if (request.method !== 'GET') throw refusal(405, 'Only GET and POST are answered here', { allow: METHODS });
  refuseForgery(request);
}

function refusal(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpRefusal {
  return new HttpRefusal(status, new TongbanError('BAD_REQUEST', message), headers);
}
