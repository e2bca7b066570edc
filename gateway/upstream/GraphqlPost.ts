import type { CallOrigin } from '../CallOrigin.ts';
import type { GovernedEndpoint } from './govern/GovernedEndpoint.ts';
import type { UpstreamQuestion } from './govern/UpstreamQuestion.ts';
import type { PostExchange } from './PostExchange.ts';
import { type SignContext, upstreamHeaders } from './upstreamHeaders.ts';
import type { WrittenRequest } from './WrittenRequest.ts';

/** One operation for one endpoint, as it is governed and sent. */
export class GraphqlPost implements UpstreamQuestion {
  readonly request: WrittenRequest;
  readonly context: CallOrigin;
  readonly isRead: boolean;
  readonly body: string;
  readonly #signContext: SignContext | undefined;
  #exchange: PostExchange | undefined;

  constructor(request: WrittenRequest, context: CallOrigin, signContext: SignContext | undefined) {
    this.request = request;
    this.context = context;
    this.isRead = !request.query.startsWith('mutation');
    this.body = request.body;
    this.#signContext = signContext;
  }

  /** Whether its endpoint may have read it: a write that was has perhaps been done. */
  get mayBeSent(): boolean {
    return this.#exchange?.mayBeSent === true;
  }

  send({ lane, path }: GovernedEndpoint, exchange: PostExchange, limitAt: number): void {
    this.#exchange = exchange;
    // What is done beyond the endpoint's limit is done for nobody, and what was found by then would be lost.
    const until = Math.min(this.context.deadlineAt, limitAt);
    const headers = upstreamHeaders(this.request, this.context, this.#signContext, until);
    headers['content-type'] = 'application/json';
    headers['accept'] = 'application/json, application/graphql-response+json;q=0.9';
    lane.pool.dispatch({ path, method: 'POST', headers, body: this.request.bytes ?? this.body }, exchange);
  }
}
