import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { describeError } from '../../serving/describeError.ts';
import type { CatalogClient } from '../client/CatalogClient.ts';
import type { AnswerDueDates, UncountedAnswer } from '../storage/AnswerDueDates.ts';

/** Counted at a time, of either kind. */
const BATCH = 1_000;

export interface AnswerDeadlineCounterOptions {
  readonly dueDates: AnswerDueDates;
  readonly catalog: Pick<CatalogClient, 'countWorkingDays'>;
  readonly logger: Logger;
}

/** Counts by when inquiries (业务协查) and bad ratings (整改) are to be answered, by the catalogue's calendar. */
export class AnswerDeadlineCounter {
  readonly #options: AnswerDeadlineCounterOptions;
  #running: Promise<void> | null = null;

  constructor(options: AnswerDeadlineCounterOptions) {
    this.#options = options;
  }

  /** What cannot be counted, as while the catalogue is away, is counted the next time. */
  async count(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#countAll(signal).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #countAll(signal: AbortSignal): Promise<void> {
    try {
      const uncounted = await this.#options.dueDates.findUncounted(BATCH);
      for (const answer of uncounted) await this.#countOne(answer, signal);
    } catch (error) {
      if (!signal.aborted) this.#warn(error);
    }
  }

  /** One that cannot be counted must not keep the others from it. */
  async #countOne({ kind, id, division, since, workingDays }: UncountedAnswer, signal: AbortSignal) {
    const { dueDates, catalog } = this.#options;
    signal.throwIfAborted();
    try {
      const question = { division, from: beijingDay(since), workingDays };
      await dueDates.store({ kind, id }, await catalog.countWorkingDays(question, id, signal));
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(error, `${kind} ${id}`);
    }
  }

  #warn(error: unknown, about?: string): void {
    this.#options.logger.warn(
      { error: describeError(error), about },
      'by when an office must answer was not counted',
    );
  }
}
