import type { Dispatcher } from 'undici';
import { BodyTooLargeError } from './BodyTooLargeError.ts';

/** What a POST was answered with. */
export interface PostAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/** Is told once how an exchange ended. */
export interface PostListener {
  onAnswer(exchange: PostExchange, answer: PostAnswer): void;
  /** @param error - undici's, or the reason given to {@link PostExchange.abort}. */
  onFailure(exchange: PostExchange, error: unknown): void;
}

/**
 * One POST over undici's `dispatch`, which costs a fraction of `request`: no streams between socket and caller.
 *
 * Tells its listener once; without a promise of its own, as an exchange may be one of several attempts at a call.
 */
export class PostExchange implements Dispatcher.DispatchHandler {
  /** When it was made, on the scale of `performance.now()`. */
  readonly startedAt = performance.now();
  readonly #maxBodyBytes: number;
  #listener: PostListener | undefined;
  readonly #chunks: Buffer[] = [];
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;
  #status = 0;
  #headers: PostAnswer['headers'] = {};
  #size = 0;

  /** @param maxBodyBytes - larger bodies end the exchange with a {@link BodyTooLargeError}. */
  constructor(maxBodyBytes: number, listener: PostListener) {
    this.#maxBodyBytes = maxBodyBytes;
    this.#listener = listener;
  }

  /** Whether some part of an answer has arrived. */
  get isAnswered(): boolean {
    return this.#status !== 0;
  }

  /** Whether its listener was told. */
  get isEnded(): boolean {
    return this.#listener === undefined;
  }

  /** Closes the socket if the request is under way, or keeps it from being sent. */
  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#fail(reason);
    this.#controller?.abort(reason);
  }

  onRequestStart(controller: Dispatcher.DispatchController): void {
    this.#controller = controller;
    if (this.#abortReason !== undefined) controller.abort(this.#abortReason);
  }

  onResponseStart(_: Dispatcher.DispatchController, status: number, headers: PostAnswer['headers']): void {
    // Informational answers precede the one that counts.
    if (status < 200) return;
    this.#status = status;
    this.#headers = headers;
  }

  onResponseData(_: Dispatcher.DispatchController, chunk: Buffer): void {
    this.#size += chunk.length;
    if (this.#size > this.#maxBodyBytes) this.abort(new BodyTooLargeError('the body is too large'));
    else this.#chunks.push(chunk);
  }

  onResponseEnd(): void {
    const [first = Buffer.alloc(0), ...others] = this.#chunks;
    const body = others.length === 0 ? first : Buffer.concat(this.#chunks, this.#size);
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onAnswer(this, { status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#fail(error);
  }

  #fail(error: unknown): void {
    const listener = this.#listener;
    this.#listener = undefined;
    listener?.onFailure(this, error);
  }
}
