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
  /** Pieces of a line that has no end yet. */
  #pieces: string[] = [];
  #piecesLength = 0;
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
    const text = this.#decoder.decode(bytes, { stream: true });
    let start = this.#skipsLineFeed && text.startsWith('\n') ? 1 : 0;
    if (text !== '') this.#skipsLineFeed = false;
    // Each character is looked at once, however small the pieces of a long line are.
    for (let end = endOfLine(text, start); end !== -1; end = endOfLine(text, start)) {
      const line = this.#completed(text.slice(start, end));
      if (line === '') events.push(...this.#finish());
      else this.#take(line);
      start = end + 1;
      if (text[end] !== '\r') continue;
      if (text[start] === '\n') start++;
      this.#skipsLineFeed = end + 1 === text.length;
    }
    if (start < text.length) {
      this.#pieces.push(text.slice(start));
      this.#piecesLength += text.length - start;
    }
    if (this.#length + this.#piecesLength > this.#maxLength) throw new RangeError('an event is too long');
    return events;
  }

  /** @param end - of the line that has been waiting for it. */
  #completed(end: string): string {
    if (this.#pieces.length === 0) return end;
    this.#pieces.push(end);
    const line = this.#pieces.join('');
    this.#pieces = [];
    this.#piecesLength = 0;
    return line;
  }

  #take(line: string): void {
    const colon = line.indexOf(':');
    const field = colon === -1 ? line : line.slice(0, colon);
    const value = colon === -1 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') this.#event = value;
    if (field === 'data') {
      this.#data.push(value);
      // With its line feed: lines without anything are kept too.
      this.#length += value.length + 1;
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

const LINE_END = /[\r\n]/g;

function endOfLine(text: string, from: number): number {
  LINE_END.lastIndex = from;
  return LINE_END.exec(text)?.index ?? -1;
}
