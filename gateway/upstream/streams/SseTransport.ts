import { buildConnector, Client } from 'undici';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import { skipContinue } from '../skipContinue.ts';
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
  /** Shared, so that sessions of TLS are resumed. */
  readonly #connect = skipContinue(buildConnector({ timeout: 5_000 }));
  readonly #open = new Set<Client>();

  constructor(options: SseTransportOptions) {
    this.#options = options;
  }

  open(
    { service, url, query, operationName, variables, lastEventId }: StreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): AsyncIterableIterator<StreamMessage, undefined> {
    const { signContext, refuse } = this.#options;
    signal.throwIfAborted();
    const { origin, pathname, search } = new URL(url);
    const client = this.#openClient(origin);
    const hangUp = (reason: Error): void => {
      this.#open.delete(client);
      void client.destroy(reason);
    };
    const exchange = new SseExchange({ service, onUnauthorized: () => refuse(service), hangUp }, signal);
    client.dispatch(
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
    await Promise.all([...this.#open].map((client) => client.destroy()));
  }

  /** For one stream: a pool opens the connection of a stream that is given up once more, for nothing. */
  #openClient(origin: string): Client {
    const client = new Client(origin, {
      connect: this.#connect,
      headersTimeout: 10_000,
      bodyTimeout: this.#options.silenceMs ?? 60_000,
    });
    this.#open.add(client);
    return client;
  }
}
