/** One event of an event stream. */
export interface StreamEvent {
  /** `message` where the sender gave none. */
  readonly event: string;
  /** The last id that was given, in this event or before it; `''`: none. */
  readonly id: string;
  /** Lines joined by line feeds; `''`: the event only moves the id on. */
  readonly data: string;
}

/**
 * Reads an event stream (WHATWG HTML, section 9.2.6) from pieces of any size.
 *
 * Other than a browser it tells of events without data, when they move the id on: they say where the stream begins.
 */
export class EventStreamParser {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  readonly #maxLength: number;
  #text = '';
  #skipsLineFeed = false;
  #event = '';
  #data: string[] = [];
  #length = 0;
  #id = '';
  #hasMoved = false;

  /** @param maxLength - characters that one event may have. */
  constructor(maxLength: number) {
    this.#maxLength = maxLength;
  }

  /**
   * @returns the events that are complete now.
   * @throws {TypeError} for bytes outside UTF-8.
   * @throws {RangeError} for an event that is too long.
   */
  feed(bytes: Uint8Array): readonly StreamEvent[] {
    const events: StreamEvent[] = [];
    this.#text += this.#decoder.decode(bytes, { stream: true });
    for (let line = this.#takeLine(); line !== undefined; line = this.#takeLine()) {
      if (line === '') events.push(...this.#finish());
      else this.#take(line);
    }
    if (this.#length + this.#text.length > this.#maxLength) throw new RangeError('an event is too long');
    return events;
  }

  #takeLine(): string | undefined {
    if (this.#skipsLineFeed && this.#text !== '') {
      if (this.#text.startsWith('\n')) this.#text = this.#text.slice(1);
      this.#skipsLineFeed = false;
    }
    const end = this.#text.search(/[\r\n]/);
    if (end === -1) return undefined;
    const line = this.#text.slice(0, end);
    this.#skipsLineFeed = this.#text[end] === '\r';
    this.#text = this.#text.slice(end + 1);
    return line;
  }

  #take(line: string): void {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    if (field === 'data') {
      this.#data.push(value);
      this.#length += value.length;
    }
    if (field === 'id' && !value.includes('\0')) {
      this.#hasMoved = true;
      this.#id = value;
    }
  }

  #finish(): readonly StreamEvent[] {
    const event = { event: this.#event || 'message', id: this.#id, data: this.#data.join('\n') };
    // A completion has no data to speak of, and is one all the same.
    const counts = event.data !== '' || this.#hasMoved || this.#event !== '';
    this.#event = '';
    this.#data = [];
    this.#length = 0;
    this.#hasMoved = false;
    return counts ? [event] : [];
  }
}
