import { TongbanError } from '../../domain/TongbanError.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import type { Clock } from '../transport/Clock.ts';
import { monotonicClock } from '../transport/monotonicClock.ts';
import { pause } from '../transport/pause.ts';
import type { Inbound, RunningInbound } from './Inbound.ts';

const LONGEST_PAUSE_MS = 60_000;
/** Milliseconds that a stop waits for what was begun: less than a server has to end in. */
const LONGEST_STOP_MS = 8_000;

export interface PollingInboundOptions {
  /** Names the loop in what is told to `onFault`. */
  readonly kind: string;
  readonly intervalMs: number;
  /**
   * Collects a part of what is there; ends soon after the signal fires, with what it has begun either finished or given
   * back.
   *
   * @returns whether more is waiting.
   */
  readonly collect: (signal: AbortSignal) => Promise<boolean>;
  /** Once nothing is collected any more. */
  readonly close: () => Promise<void>;
  readonly onFault: AdapterResources['onInboundFault'];
  /** Default: the process's monotonic clock. */
  readonly clock?: Clock;
}

/**
 * Looks for what a system has left for us, again and again: at once while there is more, after the interval when there
 * is none, and less and less often, up to once a minute, while it fails. A failure is told once, until it
 * has ended or become one of another kind.
 */
export class PollingInbound implements Inbound {
  readonly #options: PollingInboundOptions;
  readonly #clock: Clock;

  constructor(options: PollingInboundOptions) {
    this.#options = options;
    this.#clock = options.clock ?? monotonicClock;
  }

  async start(): Promise<RunningInbound> {
    const controller = new AbortController();
    const stopped = this.#run(controller.signal).then(() => this.#options.close());
    return {
      url: null,
      stop: () => {
        controller.abort(new TongbanError('DEADLINE_EXCEEDED', 'the adapter is being stopped'));
        return this.#orGivenUp(stopped);
      },
    };
  }

  /** What is still under way then is taken again by whoever comes after us. */
  async #orGivenUp(stopped: Promise<void>): Promise<void> {
    const enough = new AbortController();
    const patience = pause(LONGEST_STOP_MS, this.#clock, enough.signal).then(() => 'GIVEN_UP' as const);
    try {
      if ((await Promise.race([stopped, patience])) !== 'GIVEN_UP') return;
      this.#options.onFault({ kind: this.#options.kind, reason: 'what was begun did not end in time' });
    } finally {
      enough.abort();
    }
  }

  async #run(signal: AbortSignal): Promise<void> {
    let failures = 0;
    let told: string | null = null;
    while (!signal.aborted) {
      try {
        const isMore = await this.#options.collect(signal);
        failures = 0;
        told = null;
        if (isMore) continue;
      } catch (error) {
        failures += 1;
        const code = error instanceof TongbanError ? error.code : 'other';
        if (!signal.aborted && code !== told) {
          this.#options.onFault({ kind: this.#options.kind, reason: reasonOf(error) });
        }
        told = code;
      }
      if (!signal.aborted) await pause(this.#pauseMs(failures), this.#clock, signal);
    }
  }

  #pauseMs(failures: number): number {
    const { intervalMs } = this.#options;
    // Past 16 doublings every interval is at its longest.
    return failures === 0
      ? intervalMs
      : Math.max(intervalMs, Math.min(intervalMs * 2 ** Math.min(failures - 1, 16), LONGEST_PAUSE_MS));
  }
}

/** Only the messages of our own errors are known to be free of personal data. */
function reasonOf(error: unknown): string {
  return error instanceof TongbanError ? error.message : 'the collecting failed on our side';
}
