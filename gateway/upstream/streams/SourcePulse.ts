export interface SourcePulseOptions {
  /** For how long a ping may be without an answer while we read, in ms. */
  readonly answerMs: number;
  /** The source is gone, whatever TCP believes. */
  onGone(): void;
  /** Tells the source that we are there, though we do not read. */
  greet(): void;
}

/** Shorter than any period in which sources look whether their clients are there. */
const GREETING_MS = 1_000;

/**
 * Whether a source over WebSocket is there. While its socket is paused neither side can see an answer of the other: a
 * source that is not listened to is not judged, and is greeted unasked, since it may judge us.
 */
export class SourcePulse {
  readonly #options: SourcePulseOptions;
  #isAwaited = false;
  #deadline: NodeJS.Timeout | undefined;
  #greetings: NodeJS.Timeout | undefined;

  constructor(options: SourcePulseOptions) {
    this.#options = options;
  }

  /** It was sent a ping. */
  ask(): void {
    this.#isAwaited = true;
    if (this.#greetings === undefined) this.#await();
  }

  /** It sent a pong. */
  hear(): void {
    this.#isAwaited = false;
    clearTimeout(this.#deadline);
  }

  /** Nothing of it is read for now. */
  pause(): void {
    clearTimeout(this.#deadline);
    this.#greetings ??= setInterval(() => this.#options.greet(), GREETING_MS);
  }

  /** It is read again: what it answered meanwhile has yet to be read. */
  resume(): void {
    this.#stopGreeting();
    if (this.#isAwaited) this.#await();
  }

  /** It is closed. */
  stop(): void {
    this.hear();
    this.#stopGreeting();
  }

  #await(): void {
    clearTimeout(this.#deadline);
    this.#deadline = setTimeout(() => this.#options.onGone(), this.#options.answerMs);
  }

  #stopGreeting(): void {
    clearInterval(this.#greetings);
    this.#greetings = undefined;
  }
}
