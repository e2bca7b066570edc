import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import { isGraphqlResult } from '../isGraphqlResult.ts';
import { type SignContext, upstreamHeaders } from '../upstreamHeaders.ts';
import { MessageQueue } from './MessageQueue.ts';
import type { StreamMessage, StreamRequest, StreamTransport } from './StreamTransport.ts';

export interface WebSocketTransportOptions {
  readonly signContext?: SignContext;
  /** What it means that a subgraph refuses our context. */
  refuse(service: string): TongbanError;
  /** Between two pings, in ms; default 15,000. Without an answer until the next one the source is gone. */
  readonly pingMs?: number;
}

const AHEAD = 16;
const MAX_MESSAGE_BYTES = 4 * 2 ** 20;
const UNAUTHORIZED: ReadonlySet<number> = new Set([4401, 4403]);

/** graphql-transport-ws, one socket for each stream: each is opened in the name of another caller. */
export class WebSocketTransport implements StreamTransport {
  readonly canResume = false;
  readonly #options: WebSocketTransportOptions;

  constructor(options: WebSocketTransportOptions) {
    this.#options = options;
  }

  open(
    { service, url, query, operationName, variables }: StreamRequest,
    context: GatewayRequestContext,
    signal: AbortSignal,
  ): AsyncIterableIterator<StreamMessage, undefined> {
    const { signContext, refuse, pingMs = 15_000 } = this.#options;
    signal.throwIfAborted();
    const headers = upstreamHeaders({ service, jurisdiction: null }, context, signContext);
    let socket: WebSocket | undefined;
    const client = createClient({
      url: url.replace(/^http/, 'ws'),
      lazy: true,
      retryAttempts: 0,
      keepAlive: pingMs,
      connectionParams: headers,
      // The library makes the socket and knows nothing of headers, limits and waiting.
      webSocketImpl: class extends WebSocket {
        constructor(address: string, protocols: string | string[]) {
          super(address, protocols, {
            headers,
            maxPayload: MAX_MESSAGE_BYTES,
            perMessageDeflate: false,
            handshakeTimeout: 5_000,
          });
          socket = this;
        }
      },
      on: watchPulse(() => client.terminate(), pingMs),
    });
    const messages = new MessageQueue<StreamMessage>({
      capacity: AHEAD,
      signal,
      pause: () => socket?.pause(),
      resume: () => socket?.resume(),
      close: () => {
        dispose();
        void client.dispose();
        socket?.resume();
      },
    });
    const dispose = client.subscribe(
      { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
      {
        next: (result) => {
          if (isGraphqlResult(result)) messages.push({ id: null, result });
          else messages.end(badResponse(service));
        },
        error: (error) => {
          if (!isRefusal(error)) return messages.end(toStreamError(error, service, refuse));
          messages.push({ id: null, result: { errors: error.map((one) => ({ ...one })) } });
          messages.end();
        },
        complete: () => messages.end(),
      },
    );
    return messages;
  }
}

/** A source that does not answer a ping until the next one is due is gone, whatever TCP believes. */
function watchPulse(terminate: () => void, pingMs: number) {
  let timer: NodeJS.Timeout | undefined;
  return {
    ping: (received: boolean) => {
      if (!received) timer = setTimeout(terminate, pingMs / 2);
    },
    pong: (received: boolean) => {
      if (received) clearTimeout(timer);
    },
    closed: () => clearTimeout(timer),
  };
}

/** An `error` message: the operation was refused, which no new try will change. */
const isRefusal = (error: unknown): error is readonly { readonly message: string }[] =>
  isGraphqlResult({ errors: error });

function toStreamError(
  error: unknown,
  service: string,
  refuse: (service: string) => TongbanError,
): TongbanError {
  const code = typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
  // The library throws what it could not read; sockets that break off come as events.
  if (error instanceof Error && code === undefined) return badResponse(service);
  if (typeof code !== 'number')
    return new TongbanError('JURISDICTION_UNAVAILABLE', `The stream of ${service} broke off`);
  if (UNAUTHORIZED.has(code)) return refuse(service);
  if (code === 4004 || code === 1009) return badResponse(service);
  return new TongbanError('JURISDICTION_UNAVAILABLE', `The stream of ${service} broke off (${code})`);
}

const badResponse = (service: string): TongbanError =>
  new TongbanError(
    'JURISDICTION_BAD_RESPONSE',
    `The stream of ${service} has a message that is no GraphQL response`,
  );
