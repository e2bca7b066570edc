import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Roster, RosterMember } from '../../domain/Roster.ts';
import type { BegunTrace } from '../../telemetry/Tracer.ts';
import { acceptRequestId } from './acceptRequestId.ts';
import { originForm } from './originForm.ts';

/** What the log and the metrics learn of a request beside its status; nothing here may be personal. */
export interface ExchangeNotes {
  operation?: 'query' | 'mutation' | 'subscription';
  codes?: readonly string[];
  portal?: string;
  /** Why its token counts for nothing. */
  refused?: string;
  /** Of an approved document: its id in the manifest. */
  document?: string;
  cost?: number;
  /** It is kept open for as long as its client wants. */
  isStream?: boolean;
}

type Headers = Readonly<Record<string, string>>;

/** A refused body is read on for so long: closing a socket with unread bytes would reset the answer too. */
const DISCARDED_BYTES = 16 * 2 ** 20;
const DISCARDED_MS = 10_000;
const NO_CONTENT = 204;
const NOT_MODIFIED = 304;

let begun = 0;

/** One HTTP request and its answer. */
export class Exchange implements RosterMember {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The client's `x-request-id` where it is acceptable, else a new one; sent back with every answer. */
  readonly requestId: string;
  readonly path: string;
  /** What follows the question mark. */
  readonly search: string;
  readonly startedAt = performance.now();
  readonly notes: ExchangeNotes = {};
  /** Where traces are kept. */
  trace: BegunTrace | undefined;
  /** Whether the client keeps its body back until it is asked for. */
  awaitsWord = false;
  seat = -1;
  /** A request that offers another protocol waits for its end. */
  isAwaited = false;
  /** Rosters keep no order. */
  readonly #number = ++begun;
  readonly #isClosing: () => boolean;
  readonly #connection: Roster<Exchange>;
  readonly #stallMs: number;
  readonly #closeListeners: ((isAnswered: boolean) => void)[] = [];
  #isOver = false;
  #isAnswered = false;

  /**
   * @param isClosing - once true, connections end with the answer to the last request that they have brought.
   * @param connection - what is under way on its connection; it is on that roster until it is over.
   * @param stallMs - how long its client may take nothing of an answer before the connection is cut.
   */
  constructor(
    request: IncomingMessage,
    response: ServerResponse,
    isClosing: () => boolean,
    connection: Roster<Exchange>,
    stallMs: number,
  ) {
    this.request = request;
    this.response = response;
    this.#isClosing = isClosing;
    this.#connection = connection;
    this.#stallMs = stallMs;
    connection.add(this);
    this.requestId = acceptRequestId(request.headers['x-request-id']) ?? randomUUID();
    const url = originForm(request.url);
    const mark = url.indexOf('?');
    this.path = mark === -1 ? url : url.slice(0, mark);
    this.search = mark === -1 ? '' : url.slice(mark + 1);
    // One listener for all: each costs as much as a header.
    response.on('close', () => this.close());
  }

  /** Whether an earlier answer on its connection is not whole yet, so that nothing of this one can be sent. */
  get isQueued(): boolean {
    return this.#connection.find((other) => other !== this && !other.response.writableEnded) !== undefined;
  }

  /** Whether another request has come behind it on its connection. */
  get #isFollowed(): boolean {
    if (this.isAwaited) return true;
    return (
      this.#connection.size > 1 &&
      this.#connection.find((other) => other.#number > this.#number) !== undefined
    );
  }

  /**
   * It is over, for whatever reason. Node tells that of the response which is being sent and of no other: those that wait for
   * it (pipelining) learn it from their connection.
   */
  close(): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#connection.delete(this);
    // Of what a connection has not taken when it ends Node says that it is written.
    const isAnswered = this.response.writableFinished && !this.request.socket.destroyed;
    this.#isAnswered = isAnswered;
    for (const listener of this.#closeListeners) listener(isAnswered);
    // An answer that had begun before did not say that its connection ends with it.
    if (this.#isClosing() && this.#connection.size === 0 && !this.isAwaited)
      this.request.socket.destroySoon();
  }

  /** Ends its connection at once; to destroy a response that waits for an earlier one would do nothing. */
  cut(): void {
    this.response.destroy();
    this.request.socket.destroy();
  }

  /** @param listener - told once, when the answer was sent, or when the client went away before; at once where that is past. */
  onClose(listener: (isAnswered: boolean) => void): void {
    if (this.#isOver) listener(this.#isAnswered);
    else this.#closeListeners.push(listener);
  }

  /**
   * Answers once; without effect when the client is gone or has its answer.
   *
   * @param body - `latin1`: its characters are bytes.
   * @param more - headers of other names, given beside the first: to join them in one object costs more than to send them.
   */
  answer(
    status: number,
    headers: Headers,
    body: string | Buffer = '',
    encoding: 'utf8' | 'latin1' = 'utf8',
    ...more: readonly Headers[]
  ): void {
    const { request, response } = this;
    if (response.headersSent || response.destroyed || this.#isOver) return;
    const length = encoding === 'latin1' ? body.length : Buffer.byteLength(body);
    // RFC 9110, 8.6: an answer that never has a body has no length either.
    const list = status === NO_CONTENT || status === NOT_MODIFIED ? [] : ['content-length', String(length)];
    for (const others of more) addTo(list, others);
    this.#writeHead(status, headers, list);
    response.end(request.method === 'HEAD' ? '' : body, encoding);
    if (this.#hasUnreadBody()) this.#discard();
    // Most answers have left already.
    if (response.writableLength > 0) this.#cutWhenStalled();
  }

  /** The body is wanted: nothing that is known so far speaks against it. */
  askForBody(): void {
    if (!this.awaitsWord || this.response.headersSent) return;
    this.awaitsWord = false;
    this.response.writeContinue();
  }

  /** Begins an answer whose body follows. */
  writeHead(status: number, headers: Headers): void {
    this.#writeHead(status, headers, []);
  }

  /** @param list - names and values; a list is written without being looked at again. */
  #writeHead(status: number, headers: Headers, list: string[]): void {
    list.push('x-request-id', this.requestId, 'x-content-type-options', 'nosniff');
    addTo(list, headers);
    // What is left of the body is not worth reading, so that the connection cannot serve another request.
    const isLast = this.#hasUnreadBody() || (this.#isClosing() && !this.#isFollowed);
    if (isLast) list.push('connection', 'close');
    this.response.writeHead(status, list);
  }

  /** What nobody takes is kept in memory: a connection on which nothing moves any more is cut, one that is slow is not. */
  #cutWhenStalled(): void {
    const { response } = this;
    const watch = (socket: Socket): void => void socket.setTimeout(this.#stallMs);
    // It may wait for an earlier answer (pipelining), of which its client takes nothing either, or which is not there yet.
    if (response.socket === null) response.once('socket', watch);
    else watch(response.socket);
    // Before Node does, which gives a connection that is kept open another time.
    response.prependOnceListener('finish', () => response.socket?.setTimeout(0));
  }

  #discard(): void {
    const { request } = this;
    let discarded = 0;
    const late = setTimeout(() => request.destroy(), DISCARDED_MS);
    this.onClose(() => clearTimeout(late));
    request.on('error', () => request.destroy());
    request.on('data', ({ length }: Buffer) => {
      discarded += length;
      if (discarded > DISCARDED_BYTES) request.destroy();
    });
  }

  #hasUnreadBody(): boolean {
    const { complete, headers } = this.request;
    return !complete && (Number(headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in headers);
  }
}

function addTo(list: string[], headers: Headers): void {
  for (const name in headers) {
    const value = headers[name];
    if (value !== undefined) list.push(name, value);
  }
}
