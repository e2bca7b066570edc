import type { AdapterResources } from '../AdapterResources.ts';
import type { AnswerRows } from '../steps/exchange-table/AnswerRows.ts';
import { readAnswerRow } from '../steps/exchange-table/readAnswerRow.ts';
import type { Clock } from '../transport/Clock.ts';
import type { ExchangeRow } from '../transport/exchange-table/ExchangeRow.ts';
import type { ExchangeTable } from '../transport/exchange-table/ExchangeTable.ts';
import { inParallel } from '../transport/inParallel.ts';
import { isNotSent } from '../transport/isNotSent.ts';
import { monotonicClock } from '../transport/monotonicClock.ts';
import { RowFault } from '../transport/RowFault.ts';
import type { InboundFault, InboundMessage } from './InboundMessage.ts';
import type { Inbox } from './Inbox.ts';
import type { PlaceStore } from './PlaceStore.ts';
import type { PushedRecord } from './PushedRecord.ts';
import { type RowReading, readExchangeRow } from './readExchangeRow.ts';
import { UnfinishedTakes } from './UnfinishedTakes.ts';

/** Rows per take: their contents, of 8 MiB each at most, are in memory together. */
const ROWS_PER_TAKE = 16;
/** Rows that our own store works on at a time. */
const STORED_AT_A_TIME = 4;
/** 数据类型 of what came of a step. */
const ANSWER = 'BLJG';
/** What was begun is brought to its end even while we stop; the guard of the table bounds every call. */
const untilDone = new AbortController().signal;

export interface ExchangeTableCollectorOptions {
  readonly table: ExchangeTable;
  readonly reading: RowReading;
  readonly inbox: Inbox;
  readonly digest: PlaceStore['digest'];
  /** Takes what came of steps; `null` where the centre does none. */
  readonly answers: AnswerRows | null;
  /** A fresh claim mark. */
  readonly createMark: AdapterResources['nonce'];
  readonly onFault: AdapterResources['onInboundFault'];
  /** Default: the process's monotonic clock. */
  readonly clock?: Clock;
}

/** Takes data rows, stores what they say, and only then tells the centre that they are done. */
export class ExchangeTableCollector {
  readonly #options: ExchangeTableCollectorOptions;
  readonly #unfinished: UnfinishedTakes;

  constructor(options: ExchangeTableCollectorOptions) {
    this.#options = options;
    this.#unfinished = new UnfinishedTakes(options.table, options.clock ?? monotonicClock);
  }

  /**
   * @returns whether there may be more.
   * @throws {TongbanError} when the table or our own store is away; rows whose content is not stored are given back.
   */
  async collect(signal: AbortSignal): Promise<boolean> {
    const { table, createMark } = this.#options;
    await this.#unfinished.giveBack();
    if (signal.aborted) return false;
    const mark = createMark();
    let mayHoldRows = true;
    try {
      // Not with the signal: who stops waiting for a take does not learn which rows are its own.
      const rows = await table.take(mark, ROWS_PER_TAKE, untilDone).catch((error: unknown) => {
        mayHoldRows = !isNotSent(error);
        throw error;
      });
      const failures = await inParallel(byPerson(rows), (ofPerson) => this.#attempt(ofPerson, mark), {
        limit: STORED_AT_A_TIME,
        signal: untilDone,
      });
      const failed = failures.find((failure) => failure !== null);
      if (failed !== undefined) throw failed.error;
      return rows.length === ROWS_PER_TAKE;
    } catch (error) {
      if (mayHoldRows) this.#unfinished.add(mark);
      await this.#unfinished.giveBack();
      throw error;
    }
  }

  /**
   * Rows of one person, one after the other, up to the first that cannot be stored: what comes behind it must not be
   * overtaken by its repetition. Nobody else's rows are kept from being stored.
   */
  async #attempt(
    ofPerson: readonly ExchangeRow[],
    mark: string,
  ): Promise<{ readonly error: unknown } | null> {
    try {
      for (const row of ofPerson) await this.#process(row, mark);
      return null;
    } catch (error) {
      return { error };
    }
  }

  async #process(row: ExchangeRow, mark: string): Promise<void> {
    try {
      await this.#store(row);
    } catch (error) {
      if (!(error instanceof RowFault)) throw error;
      await this.#refuse(row, error, mark);
      return;
    }
    await this.#options.table.finish(row.xh, mark, untilDone);
  }

  /** @throws {RowFault} for a row that is wrong. */
  async #store(row: ExchangeRow): Promise<void> {
    const { answers } = this.#options;
    if (answers !== null && row.sjlx.trim() === ANSWER) {
      const answer = readable(() => readAnswerRow(row, this.#options.reading));
      await answers.expectApplied(answer, untilDone);
      const { outcome } = answer.result;
      const reason = 'the centre tells of a state that we do not know: the step stays as it was';
      const message = await this.#take(row, [], outcome === 'UNKNOWN' ? [{ part: 'BLZT', reason }] : []);
      await answers.store(answer, message.id);
      return;
    }
    await this.#take(
      row,
      readable(() => readExchangeRow(row, this.#options.reading)),
      [],
    );
  }

  async #take(
    row: ExchangeRow,
    records: readonly PushedRecord[],
    faults: readonly InboundFault[],
  ): Promise<Pick<InboundMessage, 'id'>> {
    const message = toMessage(row, this.#options.digest);
    await this.#options.inbox.take({
      ...message,
      kind: row.sjlx.trim(),
      sentAt: row.cjsj?.getTime() ?? null,
      // The centre repairs a row by a later one of the same data time, or in place.
      tie: BigInt(row.xh),
      answers: null,
      records,
      faults,
    });
    return message;
  }

  async #refuse(row: ExchangeRow, { code, text }: RowFault, mark: string): Promise<void> {
    const { table, inbox, onFault } = this.#options;
    const reason = `${code} ${text}`;
    await inbox.quarantine({ ...toMessage(row, this.#options.digest), reason });
    onFault({ kind: 'row', reason: `row ${row.xh} was refused: ${reason}`, isPart: true });
    await table.refuse({ xh: row.xh, reason }, mark, untilDone);
  }
}

/** Whatever else a row can make our mapping throw must not come back with every poll. */
function readable<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof RowFault ? error : new RowFault('105', '数据项缺失或格式错误');
  }
}

/** The rows of each person in their order; the order among persons means nothing. */
function byPerson(rows: readonly ExchangeRow[]): readonly (readonly ExchangeRow[])[] {
  const persons = new Map<string, ExchangeRow[]>();
  for (const row of rows) {
    const number = row.zjhm.normalize('NFKC').trim().toUpperCase();
    const ofPerson = persons.get(number) ?? [];
    persons.set(number, ofPerson);
    ofPerson.push(row);
  }
  return [...persons.values()];
}

/**
 * Number, moment and content: numbers begin anew where a table was made anew, and centres mend a row in place and set it
 * back to 0.
 */
function toMessage(
  { takenAt: _, ...columns }: ExchangeRow,
  digest: PlaceStore['digest'],
): Pick<InboundMessage, 'id' | 'body'> {
  const body = Buffer.from(JSON.stringify(columns));
  return { id: `${columns.xh}@${columns.cjsj?.toISOString() ?? 'no time'} ${digest(body)}`, body };
}
