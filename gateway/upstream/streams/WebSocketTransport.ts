import { createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { TongbanError } from '../../../domain/TongbanError.ts';
import type { GatewayRequestContext } from '../../GatewayRequestContext.ts';
import { isGraphqlResult } from '../isGraphqlResult.ts';
import { type SignContext, upstreamHeaders } from '../upstreamHeaders.ts';
import { MessageQueue } from './MessageQueue.ts';
import { SourcePulse } from './SourcePulse.ts';
import type { StreamMessage, StreamRequest, StreamTransport } from './StreamTransport.ts';
import { toHandshakeFault } from './toHandshakeFault.ts';
import { toSocketFault } from './toSocketFault.ts';

export interface WebSocketTransportOptions {
  readonly signContext?: SignContext;
  /** What it means that a subgraph refuses our context. */
  refuse(service: string): TongbanError;
  /** A source that is silent for so long is gone, in ms; it is sent pings, and one that is there answers. Default 60,000. */
  readonly silenceMs?: number;
}

const AHEAD = 16;
const MAX_MESSAGE_BYTES = 4 * 2 ** 20;
/** Either protocol, WebSocket and ours, allows pongs that nobody asked for. */
const PONG = '{"type":"pong"}';

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
    const { signContext, refuse, silenceMs = 60_000 } = this.#options;
    signal.throwIfAborted();
    const headers = upstreamHeaders({ service, jurisdiction: null }, context, signContext);
    const toFault = (event: unknown): TongbanError => toSocketFault(event, { service, refuse });
    let socket: WebSocket | undefined;
    let isConnected = false;
    /** Of the message that is being read. */
    let bytes = 0;
    const pulse = new SourcePulse({
      answerMs: silenceMs / 4,
      onGone: () => client.terminate(),
      greet: () => {
        socket?.pong();
        socket?.send(PONG);
      },
    });
    const client = createClient({
      url: url.replace(/^http/, 'ws'),
      lazy: true,
      retryAttempts: 0,
      keepAlive: Math.ceil(silenceMs / 2),
      // Pings are answered by one that hangs before it takes anybody, too.
      connectionAckWaitTimeout: silenceMs,
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
          // The library listens no more to a socket that it gave up, and an error that nobody hears ends the process.
          this.on('error', () => undefined);
          // Before the library, which tells what a message says and not how long it is.
          this.on('message', (data) => {
            bytes = Array.isArray(data) ? 0 : data.byteLength;
          });
          this.on('unexpected-response', (_, { statusCode = 0 }) => {
            messages.end(toHandshakeFault(statusCode, { service, refuse }));
            this.terminate();
          });
          socket = this;
        }
      },
      on: {
        connected: () => {
          isConnected = true;
        },
        ping: (isReceived) => {
          if (!isReceived) pulse.ask();
        },
        pong: (isReceived) => {
          if (isReceived) pulse.hear();
        },
        error: (error) => messages.end(toFault(error)),
        closed: (event) => {
          pulse.stop();
          messages.end(toFault(event));
          // Else the library connects again, at once and without end, after a close with 1000.
          unsubscribe();
        },
      },
    });
    const messages = new MessageQueue<StreamMessage>({
      capacity: AHEAD,
      signal,
      pause: () => {
        socket?.pause();
        pulse.pause();
      },
      resume: () => {
        socket?.resume();
        pulse.resume();
      },
      close: () => {
        unsubscribe();
        // It waits until the source is connected, and rejects where it never is.
        Promise.resolve(client.dispose()).catch(() => undefined);
        pulse.stop();
        if (isConnected) socket?.resume();
        else socket?.terminate();
      },
    });
    const unsubscribe = client.subscribe(
      { query, variables: { ...variables }, ...(operationName !== undefined && { operationName }) },
      {
        next: (result) => {
          if (isGraphqlResult(result)) messages.push({ id: null, result }, bytes);
          else messages.end(toFault(new TypeError('this is no GraphQL response')));
        },
        error: (error) => {
          if (!isRefusal(error)) return messages.end(toFault(error));
          messages.push({ id: null, result: { errors: error.map((one) => ({ ...one })) } });
          messages.end();
        },
        complete: () => messages.end(),
      },
    );
    return messages;
  }
}

/** An `error` message: the operation was refused, which no new try will change. */
const isRefusal = (error: unknown): error is readonly { readonly message: string }[] =>
  isGraphqlResult({ errors: error });
