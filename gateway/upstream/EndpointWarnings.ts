export interface EndpointWarningsOptions {
  /** Gets one line. */
  readonly log: (line: string) => void;
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
}

/** A fault of keys or addresses lasts until somebody mends it, and every request meets it. */
const SILENCE_MS = 60_000;

/** Tells the operator what is wrong with endpoints, each fault of each at most once a minute. */
export class EndpointWarnings {
  readonly #options: EndpointWarningsOptions;
  readonly #toldAt = new Map<string, number>();

  constructor(options: EndpointWarningsOptions) {
    this.#options = options;
  }

  /**
   * @param jurisdiction - the endpoint's division prefix, `null` for an unpartitioned subgraph.
   * @param fault - what it does, one of few.
   */
  note(service: string, jurisdiction: string | null, fault: string): void {
    const { log, now = () => performance.now() } = this.#options;
    const endpoint = jurisdiction === null ? service : `${service} at ${jurisdiction}`;
    const line = `${endpoint} ${fault}`;
    const at = now();
    if (at - (this.#toldAt.get(line) ?? Number.NEGATIVE_INFINITY) < SILENCE_MS) return;
    this.#toldAt.set(line, at);
    log(line);
  }
}
