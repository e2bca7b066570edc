import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { Roster } from '../../domain/Roster.ts';
import { TongbanError } from '../../domain/TongbanError.ts';
import { answerStatus } from './answerStatus.ts';
import { Exchange } from './Exchange.ts';
import { errorBody } from './errorBody.ts';
import { ignoreUpgrade } from './ignoreUpgrade.ts';
import { originForm } from './originForm.ts';
import type { Route } from './Route.ts';
import { refuseUpgrade } from './refuseUpgrade.ts';

export interface HttpEdgeOptions {
  readonly routes: readonly Route[];
  /** How long a client may take nothing of an answer, in ms; default 30,000. */
  readonly stallMs?: number;
  /** Told when a request is there. */
  readonly onStart?: ((exchange: Exchange, route: string) => void) | undefined;
  /** Told when a request is over; `status` is 499 when the client went away before its answer. */
  readonly onEnd?: (exchange: Exchange, route: string, status: number) => void;
  /** Answers requests to change the protocol, by path; without it there are none. */
  readonly sockets?: SocketUpgrades;
  /** Told of an error that a route did not expect. */
  readonly onFault?: (exchange: Exchange, error: unknown) => void;
}

/** Takes over a connection that changes its protocol. */
interface SocketUpgrades {
  readonly path: string;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
}

const WEB_SOCKET = /^\s*websocket\s*(?:,|$)/i;
/** Longer than balancers keep idle connections (60 s), so that it is never this side that closes one in use. */
const KEEP_ALIVE_MS = 65_000;
const HEADERS_MS = 10_000;
const STALL_MS = 30_000;
/** Routes have shorter deadlines of their own; this one ends requests that trickle in. */
const ARRIVAL_MS = 30_000;
/** Where no route was found that says otherwise: Node knows one limit for all requests. */
const LONGEST_ARRIVAL_MS = 900_000;

/** An HTTP server with a table of routes. */
export class HttpEdge {
  readonly #options: HttpEdgeOptions;
  readonly #server: Server;
  readonly #exact: ReadonlyMap<string, Route>;
  readonly #trees: readonly Route[];
  /** With what is under way on each. */
  readonly #connections = new Map<Socket, Roster<Exchange>>();
  #closing = false;
  readonly #isClosing = (): boolean => this.#closing;

  constructor(options: HttpEdgeOptions) {
    this.#options = options;
    this.#exact = new Map(options.routes.map((route) => [route.path, route]));
    this.#trees = options.routes.filter(({ isTree }) => isTree);
    this.#server = createServer(
      {
        keepAlive: true,
        noDelay: true,
        keepAliveTimeout: KEEP_ALIVE_MS,
        headersTimeout: HEADERS_MS,
        requestTimeout: LONGEST_ARRIVAL_MS,
        connectionsCheckingInterval: 5_000,
      },
      (request, response) => this.#serve(request, response),
    );
    // Beyond a count Node drops headers without a word, the length of a body too: put back without it (`ignoreUpgrade`), the body
    // would be read as a request of its own. Their bytes are limited anyway.
    this.#server.maxHeadersCount = 0;
    // Node would ask for any body, also for one that is refused by its headers.
    this.#server.on('checkContinue', (request: IncomingMessage, response: ServerResponse) =>
      this.#serve(request, response, true),
    );
    this.#server.on('clientError', refuseUnreadable);
    this.#server.on('connection', (socket: Socket) => {
      // One whose request is put back is told of twice.
      if (!this.#connections.has(socket)) this.#take(socket);
    });
    const { sockets } = options;
    if (sockets === undefined) return;
    this.#server.on('upgrade', (request: IncomingMessage, socket: Socket, head: Buffer) => {
      // Node has let go of it, its own listener included: without one, a client's reset would end the process.
      const ignore = (): void => undefined;
      socket.on('error', ignore);
      this.#whenAnswered(socket, () => {
        if (!WEB_SOCKET.test(request.headers.upgrade ?? '')) {
          socket.off('error', ignore);
          ignoreUpgrade(this.#server, request, socket, head);
        } else if (originForm(request.url).split('?', 1)[0] === sockets.path) {
          sockets.upgrade(request, socket, head);
        } else refuseUpgrade(socket, 404);
      });
    });
  }

  /**
   * @param port - 0 takes a free one.
   * @returns the port that it got.
   * @throws {TongbanError} one line naming the address and the reason.
   */
  async listen(host: string, port: number): Promise<number> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', (error: NodeJS.ErrnoException) => {
        const reason = error.code === 'EADDRINUSE' ? 'the port is taken' : (error.code ?? 'unknown reason');
        reject(new TongbanError('CONFLICT', `cannot listen on ${host}:${port}: ${reason}`, { cause: error }));
      });
      this.#server.listen(port, host, resolve);
    });
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : port;
  }

  /** Takes no new connection, lets open requests finish for `drainMs`, then asks them to end, then cuts them. */
  async close(drainMs: number, onLate: () => void = () => undefined): Promise<void> {
    this.#closing = true;
    const late = setTimeout(onLate, drainMs);
    const cut = setTimeout(() => this.#server.closeAllConnections(), drainMs + 500);
    // Also those that Node has let go of, WebSockets for one; they had time for a farewell.
    const end = setTimeout(() => this.#destroyAll(), drainMs + 2_000);
    try {
      await new Promise<void>((resolve) => {
        this.#server.close(() => resolve());
        this.#server.closeIdleConnections();
        // Node takes a connection on which nothing has come yet for a busy one: opened in advance, or for a request that was given up.
        for (const socket of this.#connections.keys()) if (socket.bytesRead === 0) socket.destroy();
      });
    } finally {
      clearTimeout(late);
      clearTimeout(cut);
      clearTimeout(end);
    }
  }

  /** Goes on once all is answered that its connection has brought before: answers come in the order of requests (RFC 9112, 9.3.2). */
  #whenAnswered(socket: Socket, goOn: () => void): void {
    // An answer may have said that its connection ends with it: nothing behind it may be done, as its client sends that again.
    if (socket.destroyed || socket.writableEnded) return;
    const [earlier, ...others] = this.#connections.get(socket) ?? [];
    if (earlier === undefined) {
      goOn();
      return;
    }
    for (const exchange of [earlier, ...others]) exchange.isAwaited = true;
    earlier.onClose(() => this.#whenAnswered(socket, goOn));
  }

  #destroyAll(): void {
    for (const socket of this.#connections.keys()) socket.destroy();
  }

  #take(socket: Socket): Roster<Exchange> {
    const open = new Roster<Exchange>();
    this.#connections.set(socket, open);
    socket.once('close', () => {
      this.#connections.delete(socket);
      for (const exchange of open) exchange.close();
    });
    return open;
  }

  /** @param awaitsWord - the client sends its body when it is asked for (RFC 9110, 10.1.1). */
  #serve(request: IncomingMessage, response: ServerResponse, awaitsWord = false): void {
    const { onStart, onEnd } = this.#options;
    const open = this.#connections.get(request.socket) ?? this.#take(request.socket);
    const exchange = new Exchange(
      request,
      response,
      this.#isClosing,
      open,
      this.#options.stallMs ?? STALL_MS,
    );
    exchange.awaitsWord = awaitsWord;
    const route = this.#routeOf(exchange.path);
    if (route !== undefined) onStart?.(exchange, route.path);
    if (route?.hasDeadline !== true) endLate(exchange, route?.arrivalMs ?? ARRIVAL_MS);
    exchange.onClose((isAnswered) =>
      onEnd?.(exchange, route?.path ?? 'other', isAnswered ? response.statusCode : 499),
    );
    try {
      if (route === undefined) answerUnknown(exchange);
      else route.handle(exchange)?.catch((error: unknown) => this.#fail(exchange, error));
    } catch (error) {
      this.#fail(exchange, error);
    }
  }

  #fail(exchange: Exchange, error: unknown): void {
    this.#options.onFault?.(exchange, error);
    const told = new TongbanError('INTERNAL_SERVER_ERROR', 'An internal error');
    exchange.notes.codes = [told.code];
    exchange.answer(500, JSON_HEADERS, errorBody(told, exchange.requestId));
  }

  #routeOf(path: string): Route | undefined {
    return this.#exact.get(path) ?? this.#trees.find((route) => path.startsWith(`${route.path}/`));
  }
}

const JSON_HEADERS = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };

function answerUnknown(exchange: Exchange): void {
  const error = new TongbanError('NOT_FOUND', 'Nothing is served at this path', { retryable: false });
  exchange.answer(404, JSON_HEADERS, errorBody(error, exchange.requestId));
}

/** Ends a request whose body has not come in time; one without a body costs nothing. */
function endLate(exchange: Exchange, ms: number): void {
  const { headers } = exchange.request;
  if (!('transfer-encoding' in headers) && (headers['content-length'] ?? '0') === '0') return;
  const timer = setTimeout(endIncomplete, ms, exchange);
  exchange.onClose(() => clearTimeout(timer));
}

function endIncomplete({ request, response }: Exchange): void {
  if (request.complete) return;
  if (response.headersSent) request.socket.destroy();
  else answerStatus(request.socket, '408 Request Timeout');
}

/** What cannot be read as HTTP is answered by status alone. */
function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = new Map([
    ['HPE_HEADER_OVERFLOW', '431 Request Header Fields Too Large'],
    ['ERR_HTTP_REQUEST_TIMEOUT', '408 Request Timeout'],
  ]).get(error.code ?? '');
  answerStatus(socket, status ?? '400 Bad Request');
}
