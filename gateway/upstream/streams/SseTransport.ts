import { Agent } from 'undici';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import { type SignContext, upstreamHeaders } from '../upstreamHeaders.ts';
import { SseExchange } from './SseExchange.ts';
import type { StreamMessage, StreamRequest, StreamTransport } from './StreamTransport.ts';

export interface SseTransportOptions {
  readonly signContext?: SignContext;
  /** What it means that a subgraph refuses our context. */
  refuse(service: string): TongbanError;
  /** A source that is silent for so long is gone, in ms: sources send a comment from time to time. Default 60,000. */
  readonly silenceMs?: number;
}

/** GraphQL over SSE, one connection for each stream (distinct connections). */
export class SseTransport implements StreamTransport {
  readonly canResume = true;
  readonly #options: SseTransportOptions;
  readonly #agent: Agent;

  constructor(options: SseTransportOptions) {
    this.#options = options;
    // As many sockets as there are streams: each is in use for as long as somebody listens.
    this.#agent = new Agent({
      pipelining: 1,
      keepAliveTimeout: 1_000,
      connect: { timeout: 5_000 },
      headersTimeout: 10_000,
      bodyTimeout: options.silenceMs ?? 60_000,
    });
  }

  open(
    { service, url, query, operationName, variables, lastEventId }: StreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): AsyncIterableIterator<StreamMessage, undefined> {
    const { signContext, refuse } = this.#options;
    signal.throwIfAborted();
    const exchange = new SseExchange(service, () => refuse(service), signal);
    const { origin, pathname, search } = new URL(url);
    this.#agent.dispatch(
      {
        origin,
        path: `${pathname}${search}`,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'text/event-stream, application/graphql-response+json;q=0.5, application/json;q=0.5',
          ...upstreamHeaders({ service, jurisdiction: null }, context, signContext),
          ...(lastEventId !== null && { 'last-event-id': lastEventId }),
        },
        body: JSON.stringify({ query, variables, operationName }),
      },
      exchange,
    );
    return exchange.messages;
  }

  /** Ends at once: streams break off. */
  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}
