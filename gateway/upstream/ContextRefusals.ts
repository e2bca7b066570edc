export interface ContextRefusalsOptions {
  /** Gets one line. */
  readonly log: (line: string) => void;
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
}

/** A fault of keys lasts until somebody mends it, and every request meets it. */
const SILENCE_MS = 60_000;

/** Tells the operator which endpoints refuse our contexts, each at most once a minute. */
export class ContextRefusals {
  readonly #options: ContextRefusalsOptions;
  readonly #toldAt = new Map<string, number>();

  constructor(options: ContextRefusalsOptions) {
    this.#options = options;
  }

  /** @param jurisdiction - the endpoint's division prefix, `null` for an unpartitioned subgraph. */
  note(service: string, jurisdiction: string | null): void {
    const { log, now = () => performance.now() } = this.#options;
    const endpoint = jurisdiction === null ? service : `${service} at ${jurisdiction}`;
    const at = now();
    if (at - (this.#toldAt.get(endpoint) ?? Number.NEGATIVE_INFINITY) < SILENCE_MS) return;
    this.#toldAt.set(endpoint, at);
    log(
      `${endpoint} refuses our context (HTTP 401): compare the gateway's contextSecret with its contextKey, and both clocks`,
    );
  }
}
