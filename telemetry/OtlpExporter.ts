import type { FinishedSpan } from './FinishedSpan.ts';
import { toOtlp } from './toOtlp.ts';

export interface OtlpExporterOptions {
  /** The collector's origin or a path before `/v1/traces`, as in `OTEL_EXPORTER_OTLP_ENDPOINT`. */
  readonly endpoint: string;
  readonly serviceName: string;
  /** Gets one line when the collector begins to fail, and when it takes spans again. */
  readonly log: (line: string) => void;
  /** Between two deliveries, in ms; default 2,000. */
  readonly intervalMs?: number;
  /** For how long the end waits for the collector to take the last spans, in ms; default 2,000. */
  readonly lastMs?: number;
}

/** More spans do not wait for a collector: a trace is worth less than the memory of a gateway. */
const LONGEST_QUEUE = 4_096;
const BATCH = 512;
const TIMEOUT_MS = 5_000;
/** Together with what is drained before, less than a process has for its end. */
const LAST_MS = 2_000;

/** Delivers spans to an OpenTelemetry collector over HTTP, in batches; what it cannot deliver is lost. */
export class OtlpExporter {
  readonly #options: OtlpExporterOptions;
  readonly #url: string;
  readonly #timer: NodeJS.Timeout;
  #queue: FinishedSpan[] = [];
  /** The one that is under way. */
  #delivery: Promise<void> | undefined;
  /** Gives up the batch that is on its way. */
  #giveUp: () => void = () => undefined;
  #isOver = false;
  #isFailing = false;

  constructor(options: OtlpExporterOptions) {
    this.#options = options;
    this.#url = `${options.endpoint.replace(/\/$/, '')}/v1/traces`;
    this.#timer = setInterval(() => void this.deliver(), options.intervalMs ?? 2_000).unref();
  }

  readonly take = (span: FinishedSpan): void => {
    if (this.#queue.length < LONGEST_QUEUE) this.#queue.push(span);
  };

  /** Sends what is waiting, one batch after the other, and one delivery at a time. Never rejects. */
  deliver(): Promise<void> {
    this.#delivery ??= this.#drain().finally(() => {
      this.#delivery = undefined;
    });
    return this.#delivery;
  }

  /** Delivers the rest, or loses it: nobody waits long for a collector that says nothing. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    const end = setTimeout(() => {
      this.#isOver = true;
      this.#giveUp();
    }, this.#options.lastMs ?? LAST_MS);
    await this.#delivery;
    await this.deliver();
    clearTimeout(end);
  }

  async #drain(): Promise<void> {
    while (this.#queue.length > 0 && !this.#isOver) {
      const batch = this.#queue.slice(0, BATCH);
      this.#queue = this.#queue.slice(BATCH);
      const isTaken = await this.#send(batch);
      this.#report(!isTaken);
      if (!isTaken) return;
    }
  }

  async #send(spans: readonly FinishedSpan[]): Promise<boolean> {
    const late = new AbortController();
    this.#giveUp = () => late.abort();
    const timer = setTimeout(this.#giveUp, TIMEOUT_MS);
    try {
      const response = await fetch(this.#url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(toOtlp(this.#options.serviceName, spans)),
        signal: late.signal,
        redirect: 'error',
      });
      await response.arrayBuffer();
      return response.ok;
    } catch {
      return false;
    } finally {
      clearTimeout(timer);
    }
  }

  #report(isFailing: boolean): void {
    if (isFailing === this.#isFailing) return;
    this.#isFailing = isFailing;
    this.#options.log(isFailing ? 'traces cannot be delivered; they are lost' : 'traces are delivered again');
  }
}
