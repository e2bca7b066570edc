import type { WebSocket } from 'ws';
import type { VerifiedToken } from '../auth/VerifiedTokens.ts';
import type { Ending, LiveClient } from './LiveClient.ts';
import { SocketOutbox } from './SocketOutbox.ts';

/** Close codes of graphql-transport-ws, and of RFC 6455 where it has none. */
const CLOSINGS: Readonly<Record<Ending, { readonly code: number; readonly reason: string }>> = {
  expired: { code: 4403, reason: 'Token expired' },
  stalled: { code: 1013, reason: 'Too slow' },
  stopping: { code: 1012, reason: 'Service restart' },
  late: { code: 1012, reason: 'Service restart' },
};

/** A peer that does not answer a farewell is left. */
const FAREWELL_MS = 1_000;
/** What waits to be sent; what operations find on top of it has its turn later. */
const ENOUGH_BUFFERED_BYTES = 2 ** 20;
/** What waits behind a text that is being taken; a client that asks on and on without reading is none. */
const MAX_BUFFERED_BYTES = 8 * 2 ** 20;

/** The socket of one client. */
export class SocketClient implements LiveClient {
  /** Known from the handshake on. */
  token: VerifiedToken | null = null;
  readonly #socket: WebSocket;
  readonly #outbox: SocketOutbox;
  #awaitsPong = false;
  #leaving: 'expired' | 'stopping' | null = null;
  /** Messages of the client that are being worked on; of an operation, until it is over. */
  #working = 0;
  #streams = 0;
  #onClosing: () => void = () => undefined;
  /** What waits until there is room. */
  readonly #queue: (() => void)[] = [];

  constructor(socket: WebSocket) {
    this.#socket = socket;
    this.#outbox = new SocketOutbox(socket);
    socket.on('pong', () => {
      this.#awaitsPong = false;
    });
  }

  get stalledSince(): number | null {
    return this.#outbox.stalledSince;
  }

  /** Resolves when it is on its way, or the socket is closed: until then no next event is asked for. */
  async send(text: string): Promise<void> {
    if (this.#outbox.bytesBehind > MAX_BUFFERED_BYTES) this.end('stalled');
    await this.#outbox.send(text);
    this.#sendQueued();
  }

  /**
   * As `send`, for what operations have found: where many have much to say at the same moment each waits for its turn, as
   * nothing is wrong with a client that takes it as fast as its line lets it.
   *
   * @param write - called when there is room, or no socket any more; `null`: there is nothing to say by now. It rejects with
   *   what this throws.
   */
  sendInTurn(write: () => string | null): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#queue.push(() => {
        try {
          const text = write();
          resolve(text === null ? undefined : this.send(text));
        } catch (error) {
          reject(error);
        }
      });
      this.#sendQueued();
    });
  }

  /** Whether this side or the other has begun to close it: nothing that still comes in counts. */
  get isClosing(): boolean {
    return this.#socket.readyState !== this.#socket.OPEN;
  }

  /** @param listener - called when this side closes it. */
  onClosing(listener: () => void): void {
    this.#onClosing = listener;
  }

  /** Whether it takes no further operations. */
  get isLeaving(): boolean {
    return this.#leaving !== null;
  }

  /** @param work - on one message of the client, to the end; does not reject. */
  async during(work: Promise<void>): Promise<void> {
    this.#working++;
    await work;
    this.#working--;
    this.#leave();
  }

  /** An operation has turned out to be a stream, which nobody waits for the end of. @returns to be called at its end. */
  openStream(): () => void {
    this.#streams++;
    this.#leave();
    return () => void this.#streams--;
  }

  beat(): void {
    // A ping would wait behind what is not taken, and so would its answer: how long that may last is another clock's to say.
    if (this.stalledSince !== null) {
      this.#awaitsPong = false;
      return;
    }
    if (this.#awaitsPong) {
      this.#socket.terminate();
      return;
    }
    this.#awaitsPong = true;
    this.#socket.ping();
  }

  end(ending: Ending): void {
    if (ending !== 'stopping' && ending !== 'expired') {
      this.#close(ending);
      return;
    }
    // Who comes back without a new token would only be sent away again.
    if (this.#leaving !== 'expired') this.#leaving = ending;
    this.#leave();
  }

  #sendQueued(): void {
    while (this.isClosing || this.#outbox.bytes <= ENOUGH_BUFFERED_BYTES) {
      const say = this.#queue.shift();
      if (say === undefined) return;
      say();
    }
  }

  #leave(): void {
    if (this.#leaving !== null && this.#working <= this.#streams) this.#close(this.#leaving);
  }

  #close(ending: Ending): void {
    const { code, reason } = CLOSINGS[ending];
    this.close(code, reason);
  }

  close(code: number, reason: string): void {
    if (this.#socket.readyState > this.#socket.OPEN) return;
    this.#outbox.flush();
    this.#socket.close(code, reason);
    setTimeout(() => this.#socket.terminate(), FAREWELL_MS).unref();
    this.#onClosing();
  }
}
