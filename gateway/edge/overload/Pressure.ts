import { getHeapStatistics } from 'node:v8';
import type { OverloadSettings } from './overloadSettings.ts';

const EVERY_MS = 200;
/** Share of the newest reading of lag, which counts as so many times the limit at most: one long pause is no pressure. */
const NEWEST = 0.2;
const MOST_LATE = 2;

export interface PressureOptions {
  readonly settings: OverloadSettings;
  /** Replaces what is read of this process; for tests. */
  readonly read?: () => ProcessReading;
}

/** What is read of this process every 200 ms. */
export interface ProcessReading {
  /** Monotonic, in ms. */
  readonly now: number;
  /** Share of the memory that it may have, 0 to 1. */
  readonly memory: number;
}

/** How near this process is to what it can bear: 1 is the limit. */
export class Pressure {
  requests = 0;
  readonly #settings: OverloadSettings;
  readonly #read: () => ProcessReading;
  readonly #timer: NodeJS.Timeout;
  #readAt: number;
  #lagMs = 0;
  #memory: number;

  constructor({ settings, read = readProcess }: PressureOptions) {
    this.#settings = settings;
    this.#read = read;
    const { now, memory } = read();
    this.#readAt = now;
    this.#memory = memory;
    this.#timer = setInterval(() => this.look(), EVERY_MS).unref();
  }

  /** The greatest of its parts. */
  get value(): number {
    const { requests, lagMs, memoryShare } = this.#settings;
    return Math.max(this.requests / requests, this.#lagMs / lagMs, this.#memory / memoryShare);
  }

  /** Takes a reading; happens by itself every 200 ms. */
  look(): void {
    const { now, memory } = this.#read();
    const most = MOST_LATE * this.#settings.lagMs;
    const lateMs = Math.min(most, Math.max(0, now - this.#readAt - EVERY_MS));
    this.#lagMs += NEWEST * (lateMs - this.#lagMs);
    this.#memory = memory;
    this.#readAt = now;
  }

  close(): void {
    clearInterval(this.#timer);
  }
}

/** The heap's limit counts for what is on the heap, the container's for everything. */
function readProcess(): ProcessReading {
  const { used_heap_size: used, heap_size_limit: most } = getHeapStatistics();
  // Without a limit this is 0, or larger than any machine.
  const container = process.constrainedMemory();
  const isLimited = container > 0 && container < 2 ** 50;
  const memory = Math.max(used / most, isLimited ? process.memoryUsage.rss() / container : 0);
  return { now: performance.now(), memory };
}
