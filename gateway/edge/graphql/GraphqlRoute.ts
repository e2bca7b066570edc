import type { ApolloServer } from '@apollo/server';
import { GraphQLError } from 'graphql';
import { Roster } from '../../../domain/Roster.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { CallOrigin } from '../../CallOrigin.ts';
import type { FastLane } from '../../fast/FastLane.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import { HeldAnswers } from '../../upstream/HeldAnswers.ts';
import { withoutRetry } from '../../upstream/withoutRetry.ts';
import type { Admission } from '../admission/Admission.ts';
import type { AdmittedOperation } from '../admission/AdmittedOperation.ts';
import type { Authenticator } from '../auth/Authenticator.ts';
import { TokenRefusal } from '../auth/TokenRefusal.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import { describeOperation } from '../describeOperation.ts';
import type { Exchange } from '../Exchange.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { Overload } from '../overload/Overload.ts';
import type { Visit } from '../overload/Visit.ts';
import { RequestDeadline } from '../RequestDeadline.ts';
import type { Route } from '../Route.ts';
import { type RequestLanguage, requestLanguage } from '../requestLanguage.ts';
import { toTraceparent } from '../toTraceparent.ts';
import { toTracestate } from '../toTracestate.ts';
import type { Answer } from './Answer.ts';
import { chooseMediaType } from './chooseMediaType.ts';
import { DEFAULT_MEDIA_TYPE } from './defaultMediaType.ts';
import type { GraphqlResult } from './GraphqlResult.ts';
import { isPageVisit } from './isPageVisit.ts';
import type { MediaType } from './MediaType.ts';
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
  /** Where whoever opens the address in a browser is sent; `null`: nowhere. */
  readonly page: string | null;
  readonly overload: Overload;
  /** From the request's headers to its answer, in ms. */
  readonly requestMs: number;
  /** Answers whoever asks for events here. */
  readonly stream: Route;
}

const METHODS = 'GET, POST, OPTIONS';
const NO_STORE = { 'cache-control': 'no-store' };

/** `/graphql`: GraphQL over HTTP, by GET and POST. */
export class GraphqlRoute implements Route {
  readonly path = '/graphql';
  readonly hasDeadline = true;
  readonly #options: GraphqlRouteOptions;
  readonly #open = new Roster<RequestDeadline>();

  constructor(options: GraphqlRouteOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const { crossOrigin, requestMs, stream, page } = this.#options;
    if (prefersEvents(request.headers.accept)) {
      await stream.handle(exchange);
      return;
    }
    if (request.method === 'OPTIONS') {
      const shared = crossOrigin.headersFor(request);
      exchange.answer(204, { allow: METHODS, ...shared, ...crossOrigin.preflightHeadersFor(request) });
      return;
    }
    if (page !== null && isPageVisit(exchange)) {
      exchange.answer(302, { location: page, vary: 'accept' }, '', 'utf8', NO_STORE);
      return;
    }
    const task: Task = {
      exchange,
      language: requestLanguage(request.headers['accept-language']),
      mediaType: chooseMediaType(request.headers.accept),
      deadline: new RequestDeadline(requestMs, exchange),
      visit: undefined,
    };
    this.#open.add(task.deadline);
    // What became of a mutation that is still worked on is not known.
    task.deadline.onLate((error) =>
      this.#refuse(task, exchange.notes.operation === 'mutation' ? withoutRetry(error) : error),
    );
    try {
      const answer = await this.#answer(task);
      this.#send(task, answer);
    } catch (error) {
      this.#refuse(task, error);
    }
  }

  /** Ends every request that is still worked on. */
  abortAll(): void {
    for (const deadline of this.#open) {
      deadline.giveUp(new TongbanError('DEADLINE_EXCEEDED', 'The gateway is stopping'));
    }
  }

  #refuse(task: Task, error: unknown): void {
    try {
      const { exchange, language, mediaType = DEFAULT_MEDIA_TYPE } = task;
      if (error instanceof TokenRefusal) exchange.notes.refused = error.reason;
      this.#send(task, toRefusal(error, { requestId: exchange.requestId, language }, mediaType));
    } finally {
      this.#end(task);
    }
  }

  /** Work that goes on after a refusal finds its answer sent. */
  #send(task: Task, { status, headers, body, encoding, codes }: Answer): void {
    const { exchange } = task;
    if (this.#end(task)) exchange.notes.codes = codes;
    const shared = this.#options.crossOrigin.headersFor(exchange.request);
    exchange.answer(status, headers, body, encoding, NO_STORE, shared);
  }

  /** @returns whether it had not ended before. */
  #end(task: Task): boolean {
    task.deadline.release();
    task.visit?.leave();
    task.visit = undefined;
    return this.#open.delete(task.deadline);
  }

  /** Waits only for what is not there: each wait costs as much as a check. */
  async #answer(task: Task): Promise<Answer> {
    const { exchange, mediaType } = task;
    const { authenticator, admission, fast, overload, limits } = this.#options;
    const { request, notes } = exchange;
    if (mediaType === undefined)
      throw refusal(406, 'Answers are application/graphql-response+json or application/json');
    expectMethod(exchange);
    const visit = overload.enter();
    task.visit = visit;
    const identified = authenticator.recognize(request.headers.authorization);
    const caller = (identified instanceof Promise ? await identified : identified)?.caller ?? null;
    if (caller !== null) notes.portal = caller.portal;
    const origin = originOf(task, caller, visit);
    const parameters =
      request.method === 'POST'
        ? parseBody(await readBody(exchange, limits.bodyBytes, task.deadline), limits)
        : parseSearch(exchange.search, limits);
    let admitted: AdmittedOperation;
    try {
      const admitting = admission.admit(parameters, caller, task.deadline);
      admitted = admitting instanceof Promise ? await admitting : admitting;
    } catch (error) {
      if (!(error instanceof GraphQLError)) throw error;
      const errors = [{ ...error.toJSON(), extensions: { code: 'GRAPHQL_PARSE_FAILED' } }];
      return toAnswer({ errors }, origin, mediaType);
    }
    note(exchange, admitted);
    expectAnswerable(exchange, admitted);
    visit.admit(admitted);
    const answering = fast?.answer(admitted, origin, task.deadline);
    const answer = answering instanceof Promise ? await answering : answering;
    if (answer !== undefined && 'body' in answer) return toSplicedAnswer(answer, mediaType);
    const context = { ...origin, signal: task.deadline.signal, known: answer?.known };
    return toAnswer(await this.#execute(admitted, context), origin, mediaType);
  }

  async #execute(
    { query, operationName, variables }: AdmittedOperation,
    contextValue: GatewayRequestContext,
  ): Promise<GraphqlResult> {
    const { body } = await this.#options.apollo.executeOperation(
      { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
      { contextValue },
    );
    if (body.kind !== 'single') throw new TypeError('one answer was expected');
    return body.singleResult;
  }
}

/** One request, as far as it has come. */
interface Task {
  readonly exchange: Exchange;
  readonly language: RequestLanguage;
  readonly mediaType: MediaType | undefined;
  readonly deadline: RequestDeadline;
  visit: Visit | undefined;
}

function originOf(
  { exchange, deadline, language }: Task,
  caller: CallOrigin['caller'],
  { priority }: Visit,
): CallOrigin {
  const { request, requestId, trace } = exchange;
  return {
    requestId,
    traceparent: trace?.traceparent ?? toTraceparent(request.headers['traceparent']),
    tracestate: toTracestate(request.headers),
    span: trace?.span,
    caller,
    deadlineAt: deadline.at,
    language,
    priority,
    held: new HeldAnswers(),
  };
}

function note({ notes, trace }: Exchange, admitted: AdmittedOperation): void {
  const { kind, cost, documentId } = admitted;
  trace?.span?.set(describeOperation(admitted.query, admitted.examined.name));
  notes.operation = kind;
  notes.cost = cost;
  if (documentId !== null) notes.document = documentId;
}

function expectAnswerable({ request }: Exchange, { kind }: AdmittedOperation): void {
  if (kind === 'subscription') {
    throw refusal(406, 'A subscription is answered as text/event-stream, or over a WebSocket');
  }
  if (request.method === 'GET' && kind !== 'query') {
    throw refusal(405, 'A GET can only carry queries', { allow: 'POST' });
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
