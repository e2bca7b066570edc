import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { GRAPHQL_TRANSPORT_WS_PROTOCOL, handleProtocols } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Authenticator } from '../auth/Authenticator.ts';
import type { CrossOrigin } from '../CrossOrigin.ts';
import type { EdgeLimits } from '../edgeLimits.ts';
import { HttpRefusal } from '../HttpRefusal.ts';
import { refuseUpgrade } from '../refuseUpgrade.ts';
import { requestLanguage } from '../requestLanguage.ts';
import type { LiveClients } from './LiveClients.ts';
import type { LiveOperations } from './LiveOperations.ts';
import { SocketClient } from './SocketClient.ts';
import { SocketConversation } from './SocketConversation.ts';
import { SocketRefusal } from './SocketRefusal.ts';
import { SocketSession } from './SocketSession.ts';

export interface SocketRouteOptions {
  readonly operations: LiveOperations;
  readonly clients: LiveClients;
  readonly authenticator: Authenticator;
  readonly crossOrigin: CrossOrigin;
  readonly limits: EdgeLimits;
  /** Operations under way on one socket. */
  readonly perConnection: number;
  /** Told why the token of a handshake counts for nothing. */
  readonly onRefused: (reason: string) => void;
}

/** The WebSocket at `/graphql`: graphql-transport-ws. */
export class SocketRoute {
  readonly path = '/graphql';
  readonly #options: SocketRouteOptions;
  readonly #sockets: WebSocketServer;

  constructor(options: SocketRouteOptions) {
    this.#options = options;
    this.#sockets = new WebSocketServer({
      noServer: true,
      clientTracking: false,
      // Costs more memory for each idle socket than all else together.
      perMessageDeflate: false,
      handleProtocols,
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
    // It may have changed; sockets that are open keep what they were opened with.
    this.#sockets.options.maxPayload = this.#options.limits.bodyBytes;
    this.#sockets.handleUpgrade(request, socket, head, (opened) => this.#serve(opened, request));
  }

  #serve(socket: WebSocket, { headers }: IncomingMessage): void {
    const { clients, authenticator, perConnection, operations, limits, onRefused } = this.#options;
    const client = new SocketClient(socket);
    const session = new SocketSession({
      client,
      authenticator,
      perConnection,
      onRefused,
      language: requestLanguage(headers['accept-language']),
      authorization: headers.authorization,
    });
    clients.add(client);
    const conversation = new SocketConversation({ client, clients, session, operations, limits });
    client.onClosing(() => conversation.end());
    // `close` follows, with the code that says it all.
    socket.on('error', () => undefined);
    socket.once('close', () => {
      clients.delete(client);
      conversation.end();
    });
    if (socket.protocol !== GRAPHQL_TRANSPORT_WS_PROTOCOL) {
      client.close(4406, 'Subprotocol not acceptable');
      return;
    }
    const refuse = (error: unknown) => {
      if (error instanceof SocketRefusal) client.close(error.code, error.message);
      else client.close(4500, 'Internal server error');
    };
    socket.on('message', (bytes, isBinary) => {
      try {
        // The library looks at texts alone; what is no UTF-8 would be read all the same, and written somewhere, with signs replaced.
        if (isBinary && (Array.isArray(bytes) || !isUtf8(bytes)))
          throw new SocketRefusal(1007, 'Invalid UTF-8');
        void client.during(conversation.take(String(bytes)).catch(refuse));
      } catch (error) {
        refuse(error);
      }
    });
  }
}
