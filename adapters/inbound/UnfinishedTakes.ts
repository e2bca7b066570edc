import type { Clock } from '../transport/Clock.ts';
import type { ExchangeTable } from '../transport/exchange-table/ExchangeTable.ts';

/** Milliseconds after which a take that nobody heard of any more has ended at the database as well, by its own limit. */
const UNCERTAIN_MS = 15_000;
const untilDone = new AbortController().signal;

/**
 * Marks of takes that failed. Their rows are given back, or they would rest for minutes; and more than once, because a
 * take whose answer was lost may yet take effect behind a first giving back.
 */
export class UnfinishedTakes {
  readonly #table: Pick<ExchangeTable, 'giveBack'>;
  readonly #clock: Clock;
  readonly #failedAt = new Map<string, number>();

  constructor(table: Pick<ExchangeTable, 'giveBack'>, clock: Clock) {
    this.#table = table;
    this.#clock = clock;
  }

  add(mark: string): void {
    this.#failedAt.set(mark, this.#clock.now());
  }

  /** Never throws: where the table is away, the next take tells, and this is tried again before it. */
  async giveBack(): Promise<void> {
    const now = this.#clock.now();
    const marks = [...this.#failedAt];
    if (marks.length === 0) return;
    try {
      await this.#table.giveBack(
        marks.map(([mark]) => mark),
        untilDone,
      );
    } catch {
      return;
    }
    for (const [mark, failedAt] of marks) if (now - failedAt >= UNCERTAIN_MS) this.#failedAt.delete(mark);
  }
}
