import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import type { CalendarDate } from '../../../domain/calendarDate.ts';
import { describeError } from '../../serving/describeError.ts';
import type { CountedDelta } from '../statistics/cellsOf.ts';
import { measuresOf } from '../statistics/measuresOf.ts';
import type { Yardsticks } from '../statistics/Yardsticks.ts';
import type { StatisticsRows, WaitingDelta } from '../storage/StatisticsRows.ts';

/** Added up at a time. */
const BATCH = 1_000;

export interface StatisticsRollUpOptions {
  readonly rows: StatisticsRows;
  readonly yardsticks: Pick<Yardsticks, 'findFor'>;
  /** Notes what is overdue by a day; at most so many, and how many it were. */
  countOverdue(today: CalendarDate, limit: number): Promise<number>;
  readonly logger: Logger;
  /** Epoch ms. */
  now(): number;
}

/** 统计汇总: adds up what was counted since. Any number of workers may do so at once. */
export class StatisticsRollUp {
  readonly #options: StatisticsRollUpOptions;
  #running: Promise<void> | null = null;

  constructor(options: StatisticsRollUpOptions) {
    this.#options = options;
  }

  /** Adds up all that waits; what fails waits for the next time. */
  async run(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#runAll(signal).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #runAll(signal: AbortSignal): Promise<void> {
    const { rows, countOverdue, now, logger } = this.#options;
    try {
      while ((await countOverdue(beijingDay(now()), BATCH)) === BATCH) signal.throwIfAborted();
      const begunAt = await rows.now();
      // A catalogue that is away holds up durations only.
      const hasAllEvents = await this.#drain(false, signal);
      const hasAllDurations = await this.#drain(true, signal);
      if (hasAllEvents && hasAllDurations) await rows.storeAsOf(begunAt);
    } catch (error) {
      if (!signal.aborted) logger.warn({ error: describeError(error) }, 'statistics were not added up');
    }
  }

  /** @returns whether all that waited was added up here; else another worker is at it. */
  async #drain(hasDuration: boolean, signal: AbortSignal): Promise<boolean> {
    const { rows } = this.#options;
    for (;;) {
      const waiting = await rows.findWaiting({ hasDuration, limit: BATCH });
      if (waiting.length === 0) return true;
      const counted = await this.#measure(waiting, signal);
      signal.throwIfAborted();
      if ((await rows.addUp(counted)) < waiting.length) return false;
      if (waiting.length < BATCH) return true;
    }
  }

  async #measure(
    waiting: readonly WaitingDelta[],
    signal: AbortSignal,
  ): Promise<ReadonlyMap<string, CountedDelta>> {
    const counted = new Map<string, CountedDelta>();
    for (const { id, delta, salt } of waiting) {
      const yardstick = await this.#options.yardsticks.findFor(delta, signal);
      counted.set(id, { delta, measures: measuresOf(delta, yardstick), salt });
    }
    return counted;
  }
}
