import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { handleProtocols, makeServer, type Server } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import { ERROR_KINDS } from '../../../domain/errorCode.ts';
import type { Authenticator } from '../auth/Authenticator.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import { refuseUpgrade } from '../refuseUpgrade.ts';
import { requestLanguage } from '../requestLanguage.ts';
import type { LiveClients } from './LiveClients.ts';
import type { LiveOperations } from './LiveOperations.ts';
import { SocketClient } from './SocketClient.ts';
import { SocketError } from './SocketError.ts';
import { SocketOperation } from './SocketOperation.ts';
import { SocketRefusal } from './SocketRefusal.ts';
import { SocketResult } from './SocketResult.ts';
import { SocketSession } from './SocketSession.ts';

export interface SocketRouteOptions {
  readonly operations: LiveOperations;
  readonly clients: LiveClients;
  readonly authenticator: Authenticator;
  readonly crossOrigin: CrossOrigin;
  readonly limits: EdgeLimits;
  /** Operations under way on one socket. */
  readonly perConnection: number;
}

interface Extra {
  readonly session: SocketSession;
}

/** The WebSocket at `/graphql`: graphql-transport-ws. */
export class SocketRoute {
  readonly path = '/graphql';
  readonly #options: SocketRouteOptions;
  readonly #sockets: WebSocketServer;
  readonly #protocol: Server<Extra>;

  constructor(options: SocketRouteOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      maxPayload: options.limits.bodyBytes,
      // Costs more memory for each idle socket than all else together.
      perMessageDeflate: false,
      handleProtocols,
    });
    this.#protocol = makeServer<Record<string, unknown>, Extra>({
      onConnect: async ({ extra: { session }, connectionParams = {} }) => {
        await session.signIn(connectionParams);
      },
      onSubscribe: async (context, id, payload) => {
        const operation = new SocketOperation(context.extra.session, options.operations, options.limits);
        // The library ends whatever stands here when the client has enough, or is gone.
        context.subscriptions[id] = operation;
        return operation.begin(payload, Object.keys(context.subscriptions).length);
      },
      execute: ({ contextValue }) => operationIn(contextValue).result,
      subscribe: async ({ contextValue }) => operationIn(contextValue),
      onNext: (_context, _id, _payload, _args, result) =>
        result instanceof SocketResult ? result.formatted : undefined,
      onError: (_context, _id, _payload, errors) =>
        errors.map((error) => (error instanceof SocketError ? error.formatted : INTERNAL)),
    });
  }

  /** Answers a request to change to the WebSocket protocol. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    try {
      this.#options.clients.requireRoom();
    } catch (error) {
      refuseUpgrade(socket, error instanceof HttpRefusal && error.status === 503 ? 503 : 500);
      return;
    }
    if (!this.#options.crossOrigin.admits(request)) {
      refuseUpgrade(socket, 403);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#serve(opened, request));
  }

  #serve(socket: WebSocket, { headers }: IncomingMessage): void {
    const { clients, authenticator, perConnection } = this.#options;
    const client = new SocketClient(socket);
    const session = new SocketSession({
      client,
      authenticator,
      perConnection,
      language: requestLanguage(headers['accept-language']),
      authorization: headers.authorization,
    });
    clients.add(client);
    const closed = this.#protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => client.send(text),
        close: (code = 1000, reason = '') => client.close(code, reason),
        onMessage: (take) =>
          socket.on('message', (bytes) => {
            const work = take(String(bytes)).catch((error: unknown) => {
              if (error instanceof SocketRefusal) client.close(error.code, error.message);
              else client.close(4500, 'Internal server error');
            });
            void client.during(work);
          }),
      },
      { session },
    );
    // `close` follows, with the code that says it all.
    socket.on('error', () => undefined);
    socket.once('close', (code, reason) => {
      clients.delete(client);
      void closed(code, String(reason));
    });
  }
}

/** Nothing of ours throws while events are read; what does is not for the client. */
const INTERNAL = {
  message: ERROR_KINDS.INTERNAL_SERVER_ERROR.en,
  extensions: { code: 'INTERNAL_SERVER_ERROR', origin: 'GATEWAY', retryable: false },
};

function operationIn(contextValue: unknown): SocketOperation {
  if (contextValue instanceof SocketOperation) return contextValue;
  throw new TypeError('an operation of a socket was expected');
}
