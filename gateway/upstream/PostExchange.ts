import type { Dispatcher } from 'undici';
import { BodyTooLargeError } from './BodyTooLargeError.ts';
import { PostAnswer } from './PostAnswer.ts';
import { withoutBytes } from './withoutBytes.ts';

/** Is told what an exchange brings, and once how it ended. */
export interface PostListener {
  /** So much more of the answer has to be held, or will have to be: its length may be told before it comes. */
  onBytes?(exchange: PostExchange, bytes: number): void;
  onAnswer(exchange: PostExchange, answer: PostAnswer): void;
  /** @param error - undici's, or the reason given to {@link PostExchange.abort}. */
  onFailure(exchange: PostExchange, error: unknown): void;
}

/**
 * One POST over undici's `dispatch`, which costs a fraction of `request`: no streams between socket and caller.
 *
 * Tells its listener once; without a promise of its own, as an exchange may be one of several attempts at a call. undici calls
 * these handlers deprecated, and makes an object of all headers for the newer kind at each answer; its next major version may
 * know only that.
 */
export class PostExchange implements Dispatcher.DispatchHandler {
  /** When it was made, on the scale of `performance.now()`. */
  readonly startedAt = performance.now();
  readonly #maxBodyBytes: number;
  #listener: PostListener | undefined;
  readonly #chunks: Buffer[] = [];
  #abort: ((reason?: Error) => void) | undefined;
  #abortReason: Error | undefined;
  #status = 0;
  #headers: readonly Buffer[] = [];
  #size = 0;
  /** Of the body, whether it has come or was told of. */
  #announced = 0;

  /** @param maxBodyBytes - larger bodies end the exchange with a {@link BodyTooLargeError}. */
  constructor(maxBodyBytes: number, listener: PostListener) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#listener = listener;
  }

  /** Whether some part of an answer has arrived. */
  get isAnswered(): boolean {
    return this.#status !== 0;
  }

  /** Whether it had a socket, so that the other side may have read it, wholly or in part. */
  get mayBeSent(): boolean {
    return this.#abort !== undefined;
  }

  /** What its listener was told of the size of its answer so far. */
  get announced(): number {
    return this.#announced;
  }

  /** Whether its listener was told. */
  get isEnded(): boolean {
    return this.#listener === undefined;
  }

  /** Closes the socket if the request is under way, or keeps it from being sent. */
  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#chunks.length = 0;
    this.#fail(reason);
    this.#abort?.(reason);
  }

  onConnect(abort: (reason?: Error) => void): void {
    if (this.#abortReason !== undefined) abort(this.#abortReason);
    else this.#abort = abort;
  }

  /** @returns whether to go on reading. */
  onHeaders(status: number, headers: readonly Buffer[]): boolean {
    // Informational answers precede the one that counts.
    if (status < 200) return true;
    this.#status = status;
    this.#headers = headers;
    const length = toldLength(headers);
    if (length > this.#maxBodyBytes) this.#refuse();
    else if (length > 0) this.#announce(length);
    return true;
  }

  /** @returns whether to go on reading. */
  onData(chunk: Buffer): boolean {
    this.#size += chunk.length;
    if (this.#size > this.#maxBodyBytes) this.#refuse();
    else if (this.#size > this.#announced) this.#announce(this.#size);
    if (!this.isEnded) this.#chunks.push(chunk);
    return true;
  }

  onComplete(): void {
    const chunks = this.#chunks;
    const [first = NOTHING] = chunks;
    const body = chunks.length <= 1 ? first : Buffer.concat(chunks, this.#size);
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onAnswer(this, new PostAnswer(this.#status, this.#headers, body));
  }

  onError(error: Error): void {
    this.#fail(withoutBytes(error));
  }

  /** Whoever listens may abort it at once. */
  #announce(size: number): void {
    const bytes = size - this.#announced;
    this.#announced = size;
    this.#listener?.onBytes?.(this, bytes);
  }

  #refuse(): void {
    this.abort(new BodyTooLargeError('it is larger than upstreams.answerBytes'));
  }

  #fail(error: unknown): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onFailure(this, error);
  }
}

const NOTHING = Buffer.alloc(0);

/** What is told of a body's length before it arrives, so that none of one that is too large is kept; 0: nothing. */
const toldLength = (headers: readonly Buffer[]): number =>
  Number(new PostAnswer(0, headers, NOTHING).header('content-length') ?? 0);
