export interface MessageQueueOptions {
  /** Messages from which on the sender is asked to wait; those that are under way are still kept. */
  readonly capacity: number;
  /** The sender must wait. */
  pause(): void;
  /** The sender may go on. */
  resume(): void;
  /** Nobody reads any more; called once, also after the end. */
  close(): void;
  /** Ends the reading, as `return` does. */
  readonly signal: AbortSignal;
}

/** As much as waits before the sender is asked to wait, however few messages that is. */
const MOST_WAITING_BYTES = 2 ** 20;

type Outcome<T> = IteratorResult<T, undefined>;

/** What one sender says to one reader, in order, with a bound: a reader who is slow makes the sender wait. */
export class MessageQueue<T> implements AsyncIterableIterator<T, undefined> {
  readonly #options: MessageQueueOptions;
  readonly #messages: { readonly message: T; readonly bytes: number }[] = [];
  #bytes = 0;
  #reader: { resolve(outcome: Outcome<T>): void; reject(error: unknown): void } | undefined;
  #end: { readonly error: unknown } | null = null;
  #isPaused = false;
  #isClosed = false;

  readonly #giveUp = (): void => void this.return();

  constructor(options: MessageQueueOptions) {
    this.#options = options;
    options.signal.addEventListener('abort', this.#giveUp, { once: true });
  }

  /** Of all messages that wait for the reader. */
  get bytes(): number {
    return this.#bytes;
  }

  /** @param bytes - about as many as the message has, or signs. */
  push(message: T, bytes = 0): void {
    if (this.#end !== null || this.#isClosed) return;
    if (this.#reader !== undefined) {
      this.#takeReader()?.resolve({ value: message, done: false });
      return;
    }
    this.#messages.push({ message, bytes });
    this.#bytes += bytes;
    if (!this.#isPaused && this.#isFull) {
      this.#isPaused = true;
      this.#options.pause();
    }
  }

  /** Nothing follows; what is in the queue is still read. The first word counts. @param error - `null`: it ended well. */
  end(error: unknown = null): void {
    if (this.#end !== null) return;
    this.#end = { error };
    const reader = this.#takeReader();
    if (reader === undefined) return;
    this.#close();
    if (error === null) reader.resolve({ value: undefined, done: true });
    else reader.reject(error);
  }

  async next(): Promise<Outcome<T>> {
    const waiting = this.#messages.shift();
    if (waiting !== undefined) {
      this.#bytes -= waiting.bytes;
      if (this.#isPaused && this.#messages.length === 0) {
        this.#isPaused = false;
        this.#options.resume();
      }
      return { value: waiting.message, done: false };
    }
    if (this.#isClosed) return { value: undefined, done: true };
    if (this.#end === null) {
      return new Promise((resolve, reject) => {
        this.#reader = { resolve, reject };
      });
    }
    const { error } = this.#end;
    this.#close();
    if (error !== null) throw error;
    return { value: undefined, done: true };
  }

  /** The reader has enough: at once, also while it waits for a message. */
  async return(): Promise<Outcome<T>> {
    this.#messages.length = 0;
    this.#bytes = 0;
    // Before the sender is told, who may take that for a failure and say so.
    const reader = this.#takeReader();
    this.#close();
    reader?.resolve({ value: undefined, done: true });
    return { value: undefined, done: true };
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  get #isFull(): boolean {
    return this.#messages.length >= this.#options.capacity || this.#bytes >= MOST_WAITING_BYTES;
  }

  #takeReader() {
    const reader = this.#reader;
    this.#reader = undefined;
    return reader;
  }

  #close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    this.#options.signal.removeEventListener('abort', this.#giveUp);
    this.#options.close();
  }
}
