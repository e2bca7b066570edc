import { TongbanError } from '../../../domain/TongbanError.ts';
import { isEventId } from '../../upstream/streams/isEventId.ts';
import type { Authenticator } from '../auth/Authenticator.ts';
import { TokenRefusal } from '../auth/TokenRefusal.ts';
import type { VerifiedToken } from '../auth/VerifiedTokens.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import type { Exchange } from '../Exchange.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { acceptsEvents } from '../graphql/acceptsEvents.ts';
import { DEFAULT_MEDIA_TYPE } from '../graphql/defaultMediaType.ts';
import type { GraphqlParameters } from '../graphql/GraphqlParameters.ts';
import { parseBody } from '../graphql/parseBody.ts';
import { parseSearch } from '../graphql/parseSearch.ts';
import { prefersEvents } from '../graphql/prefersEvents.ts';
import { readBody } from '../graphql/readBody.ts';
import { refuseForgery } from '../graphql/refuseForgery.ts';
import { toRefusal } from '../graphql/toRefusal.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import type { Overload } from '../overload/Overload.ts';
import type { Visit } from '../overload/Visit.ts';
import { RequestDeadline } from '../RequestDeadline.ts';
import type { Route } from '../Route.ts';
import { requestLanguage } from '../requestLanguage.ts';
import { toTraceparent } from '../toTraceparent.ts';
import { toTracestate } from '../toTracestate.ts';
import type { LiveClients } from './LiveClients.ts';
import type { LiveOperations, LiveOutcome, LiveRequest } from './LiveOperations.ts';
import { SseClient } from './SseClient.ts';

export interface SseRouteOptions {
  readonly operations: LiveOperations;
  readonly clients: LiveClients;
  readonly authenticator: Authenticator;
  readonly crossOrigin: CrossOrigin;
  readonly limits: EdgeLimits;
  /** Counts requests that are being read, as it does those of `/graphql`. */
  readonly overload: Overload;
  /** For the request itself, in ms. */
  readonly requestMs: number;
}

const METHODS = 'GET, POST, OPTIONS';

/** `/graphql/stream`: GraphQL over SSE, one operation for each request (distinct connections). */
export class SseRoute implements Route {
  readonly path = '/graphql/stream';
  readonly #options: SseRouteOptions;

  constructor(options: SseRouteOptions) {
    this.#options = options;
  }

  async handle(exchange: Exchange): Promise<void> {
    const { request, notes } = exchange;
    const { crossOrigin, overload, requestMs } = this.#options;
    const shared = crossOrigin.headersFor(request);
    notes.isStream = true;
    if (request.method === 'OPTIONS') {
      exchange.answer(204, { allow: METHODS, ...shared, ...crossOrigin.preflightHeadersFor(request) });
      return;
    }
    const gone = new AbortController();
    exchange.onClose(() => gone.abort(new Error('the client went away')));
    const deadline = new RequestDeadline(requestMs, exchange);
    const language = requestLanguage(request.headers['accept-language']);
    let visit: Visit | undefined;
    try {
      visit = overload.enter();
      const begun = await this.#begin(exchange, { deadline, visit, shared, gone: gone.signal, language });
      await follow(begun);
    } catch (error) {
      // Of an answer that has begun all that is left to say is that it is not whole.
      if (exchange.response.headersSent) exchange.cut();
      const refusal = toRefusal(error, { requestId: exchange.requestId, language }, DEFAULT_MEDIA_TYPE);
      notes.codes = refusal.codes;
      if (error instanceof TokenRefusal) notes.refused = error.reason;
      exchange.answer(
        refusal.status,
        { 'cache-control': 'no-store', ...refusal.headers, ...shared },
        refusal.body,
      );
    } finally {
      deadline.release();
      visit?.leave();
    }
  }

  async #admit(
    exchange: Exchange,
    { deadline, gone, language }: Arrival,
  ): Promise<LiveRequest & { readonly token: VerifiedToken | null }> {
    const { request, requestId, notes } = exchange;
    const { authenticator, clients, crossOrigin } = this.#options;
    expectMethod(exchange, crossOrigin);
    expectReader(exchange);
    expectFirst(exchange);
    clients.requireRoom();
    const token = await authenticator.identify(request.headers.authorization);
    if (token !== null) notes.portal = token.caller.portal;
    const lastEventId = request.headers['last-event-id'];
    return {
      parameters: await this.#read(exchange, deadline.signal),
      lastEventId: isEventId(lastEventId) ? lastEventId : null,
      token,
      context: {
        requestId,
        traceparent: exchange.trace?.traceparent ?? toTraceparent(request.headers['traceparent']),
        tracestate: toTracestate(request.headers),
        caller: token?.caller ?? null,
        language,
        signal: gone,
      },
    };
  }

  /** What came with the request is gone when this is over: a stream may last for days. */
  async #begin(exchange: Exchange, arrival: Arrival): Promise<Begun> {
    const { clients, operations } = this.#options;
    const { notes, request } = exchange;
    const { token, ...live } = await this.#admit(exchange, arrival);
    arrival.deadline.release();
    // Others may have come while its body was on the way.
    clients.requireRoom();
    // From here on it is counted by what it asks for, and streams by their connections.
    arrival.visit.leave();
    exchange.writeHead(200, { ...STREAM_HEADERS, ...arrival.shared });
    const client = new SseClient(exchange, live.context, token);
    clients.add(client);
    exchange.onClose(() => clients.delete(client));
    client.beat();
    const { operation, answer } = await operations.run({ ...live, isReadOnly: request.method === 'GET' });
    if (operation !== null) notes.operation = operation;
    return { client, answer };
  }

  async #read(exchange: Exchange, signal: AbortSignal): Promise<GraphqlParameters> {
    const { limits } = this.#options;
    if (exchange.request.method === 'GET') return parseSearch(exchange.search, limits);
    return parseBody(await readBody(exchange, limits.bodyBytes, signal), limits);
  }
}

/** A request that is there. */
interface Arrival {
  readonly deadline: RequestDeadline;
  readonly visit: Visit;
  readonly shared: Readonly<Record<string, string>>;
  readonly gone: AbortSignal;
  readonly language: LiveRequest['context']['language'];
}

interface Begun {
  readonly client: SseClient;
  readonly answer: LiveOutcome['answer'];
}

async function follow({ client, answer }: Begun): Promise<void> {
  if (answer.kind === 'single') await client.send({ id: null, result: answer.result });
  else await client.sendAll(answer.events);
  client.complete();
}

/** Proxies must neither keep nor gather what is sent. */
const STREAM_HEADERS = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  'x-accel-buffering': 'no',
};

/** What waits for another answer would cost a place and a source, and nobody would see it. */
function expectFirst({ isQueued }: Exchange): void {
  if (!isQueued) return;
  const error = new TongbanError('BAD_REQUEST', 'Events need a connection on which no other answer is open');
  throw new HttpRefusal(400, error);
}

function expectReader({ request }: Exchange): void {
  if (acceptsEvents(request.headers.accept)) return;
  throw new HttpRefusal(406, new TongbanError('BAD_REQUEST', 'Answers here are text/event-stream'));
}

/** `EventSource` can send no header that would need a preflight: its page must be one that may read what is answered. */
function expectMethod({ request }: Exchange, crossOrigin: CrossOrigin): void {
  if (request.method === 'POST') return;
  if (request.method !== 'GET') {
    const error = new TongbanError('BAD_REQUEST', 'Only GET and POST are answered here');
    throw new HttpRefusal(405, error, { allow: METHODS });
  }
  const { accept, origin } = request.headers;
  const isOfKnownPage = origin !== undefined && crossOrigin.admits(request);
  if (!isOfKnownPage || !prefersEvents(accept)) refuseForgery(request);
}
