import type { Dispatcher } from 'undici';
import { BodyTooLargeError } from './BodyTooLargeError.ts';

/** What a POST was answered with. */
export interface PostAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Buffer;
}

/**
 * One POST over undici's `dispatch`, which costs a fraction of `request`: no streams between socket and caller.
 *
 * Settles once: with the answer, with undici's error, or with the reason given to {@link PostExchange.abort}.
 */
export class PostExchange implements Dispatcher.DispatchHandler {
  readonly answer: Promise<PostAnswer>;
  readonly #maxBodyBytes: number;
  readonly #chunks: Buffer[] = [];
  #settle: { resolve(answer: PostAnswer): void; reject(error: unknown): void } | undefined;
  #controller: Dispatcher.DispatchController | undefined;
  #abortReason: Error | undefined;
  #status = 0;
  #headers: PostAnswer['headers'] = {};
  #size = 0;

  /** @param maxBodyBytes - larger bodies end the exchange with a {@link BodyTooLargeError}. */
  constructor(maxBodyBytes: number) {
    this.#maxBodyBytes = maxBodyBytes;
    this.answer = new Promise((resolve, reject) => {
      this.#settle = { resolve, reject };
    });
  }

  /** Whether some part of an answer has arrived. */
  get isAnswered(): boolean {
    return this.#status !== 0;
  }

  /** Closes the socket if the request is under way, or keeps it from being sent. */
  abort(reason: Error): void {
    this.#abortReason = reason;
    this.#settle?.reject(reason);
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
    this.#settle?.resolve({ status: this.#status, headers: this.#headers, body });
  }

  onResponseError(_: Dispatcher.DispatchController, error: Error): void {
    this.#settle?.reject(error);
  }
}
