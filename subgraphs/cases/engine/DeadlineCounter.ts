import type { Logger } from 'pino';
import { beijingDay } from '../../../domain/beijingDay.ts';
import { describeError } from '../../serving/describeError.ts';
import type { CaseRecord } from '../CaseRecord.ts';
import type { CatalogClient } from '../client/CatalogClient.ts';
import type { CountedDueDate, DueDates } from '../storage/DueDates.ts';

/** Counted at a time. */
const BATCH = 50;

/** Counts the last days of cases by the catalogue's calendar, whenever their clock was started or stopped. */
export class DeadlineCounter {
  readonly #dueDates: DueDates;
  readonly #catalog: CatalogClient;
  readonly #logger: Logger;
  #running: Promise<void> | null = null;

  constructor({ dueDates, catalog, logger }: { dueDates: DueDates; catalog: CatalogClient; logger: Logger }) {
    this.#dueDates = dueDates;
    this.#catalog = catalog;
    this.#logger = logger;
  }

  /** Counts all that is to be counted; what fails stays to be counted the next time. */
  async count(signal: AbortSignal): Promise<void> {
    this.#running ??= this.#countAll(signal).finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  async #countAll(signal: AbortSignal): Promise<void> {
    let after: string | null = null;
    // Cases of one day, one item and one pair of places are due on the same day.
    const asked = new Map<string, ReturnType<CatalogClient['countDueDate']>>();
    try {
      do {
        const stale: readonly CaseRecord[] = await this.#dueDates.findStale(BATCH, after);
        const counted = await Promise.all(stale.map((record) => this.#countOne(record, { signal, asked })));
        await this.#dueDates.store(counted.filter((one) => one !== null));
        after = stale.length < BATCH ? null : (stale.at(-1)?.caseId ?? null);
      } while (after !== null);
    } catch (error) {
      if (!signal.aborted) this.#logger.warn({ error: describeError(error) }, 'due dates were not counted');
    }
  }

  /** One that cannot be counted must not keep the others from it: it is `null`. */
  async #countOne(record: CaseRecord, run: CountingRun): Promise<CountedDueDate | null> {
    run.signal.throwIfAborted();
    try {
      return { record, ...(await this.#dueDateOf(record, run)) };
    } catch (error) {
      run.signal.throwIfAborted();
      this.#logger.warn(
        { caseId: record.caseId, error: describeError(error) },
        'the due date of a case was not counted',
      );
      return null;
    }
  }

  async #dueDateOf(record: CaseRecord, { signal, asked }: CountingRun) {
    const { state, item, divisions, caseId, limitWorkingDays } = record;
    if (state.phase !== 'OPEN' || limitWorkingDays === null)
      return { dueOn: record.dueOn, provisional: record.isDueProvisional };
    const question = {
      item,
      on: beijingDay(state.acceptedAt),
      owning: divisions.OWNING,
      accepting: divisions.ACCEPTING,
      pauses: state.pauses.map(({ from, to }) => ({
        from: beijingDay(from),
        to: to === null ? null : beijingDay(to),
      })),
      workingDays: limitWorkingDays,
    };
    const name = JSON.stringify(question);
    const answer = asked.get(name) ?? this.#catalog.countDueDate(question, caseId, signal);
    asked.set(name, answer);
    return answer;
  }
}

interface CountingRun {
  readonly signal: AbortSignal;
  /** By question. */
  readonly asked: Map<string, ReturnType<CatalogClient['countDueDate']>>;
}
