/** So many bytes, or so many milliseconds, are gathered: a line of its own write costs as much as answering a request. */
const GATHERED_BYTES = 16_384;
const GATHERED_MS = 50;
/** When nobody reads, so many bytes wait; further lines are lost rather than the memory, and a later line says how many. */
const UNREAD_BYTES = 1_048_576;
/** Of a pino line: a warning or worse is written at once, with all before it. */
const URGENT = /^\{"level":[456]0,/;

/** Where lines go. */
interface LineTarget {
  readonly writableLength: number;
  write(text: string): unknown;
}

/** A destination of log lines, which writes several in one go. */
export class LogLines {
  readonly #target: LineTarget;
  #text = '';
  #lost = 0;
  #timer: NodeJS.Timeout | undefined;

  constructor(target: LineTarget) {
    this.#target = target;
  }

  write(line: string): void {
    if (this.#target.writableLength + this.#text.length >= UNREAD_BYTES) {
      this.#lost++;
      return;
    }
    this.#tellLost();
    this.#text += line;
    if (this.#text.length >= GATHERED_BYTES || URGENT.test(line)) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), GATHERED_MS).unref();
  }

  /** To be called before the process ends, too. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#tellLost();
    const text = this.#text;
    this.#text = '';
    if (text !== '') this.#target.write(text);
  }

  #tellLost(): void {
    if (this.#lost > 0) this.#text += lostLine(this.#lost);
    this.#lost = 0;
  }
}

/** As pino writes a warning. */
function lostLine(count: number): string {
  return `${JSON.stringify({ level: 40, time: Date.now(), lost: count, msg: 'log lines were lost while nobody read them' })}\n`;
}
