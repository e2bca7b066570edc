import { TongbanError } from '../../domain/TongbanError.ts';
import type { AdapterResources } from '../AdapterResources.ts';
import type { ExchangeRow } from '../transport/exchange-table/ExchangeRow.ts';
import type { ExchangeTable } from '../transport/exchange-table/ExchangeTable.ts';
import { inParallel } from '../transport/inParallel.ts';
import { RowFault } from '../transport/RowFault.ts';
import type { InboundMessage } from './InboundMessage.ts';
import type { Inbox } from './Inbox.ts';
import type { PlaceStore } from './PlaceStore.ts';
import type { PushedRecord } from './PushedRecord.ts';
import { type RowReading, readExchangeRow } from './readExchangeRow.ts';

/** Rows per take: their contents, of 8 MiB each at most, are in memory together. */
const ROWS_PER_TAKE = 16;
/** Rows that our own store works on at a time. */
const STORED_AT_A_TIME = 4;
/** What was begun is brought to its end even while we stop; the guard of the table bounds every call. */
const untilDone = new AbortController().signal;

export interface ExchangeTableCollectorOptions {
  readonly table: ExchangeTable;
  readonly reading: RowReading;
  readonly inbox: Inbox;
  readonly digest: PlaceStore['digest'];
  /** A fresh claim mark. */
  readonly createMark: AdapterResources['nonce'];
  readonly onFault: AdapterResources['onInboundFault'];
}

/** Takes data rows, stores what they say, and only then tells the centre that they are done. */
export class ExchangeTableCollector {
  readonly #options: ExchangeTableCollectorOptions;

  constructor(options: ExchangeTableCollectorOptions) {
    this.#options = options;
  }

  /**
   * @returns whether there may be more.
   * @throws {TongbanError} when the table or our own store is away; rows whose content is not stored are given back.
   */
  async collect(signal: AbortSignal): Promise<boolean> {
    const { table, createMark } = this.#options;
    const mark = createMark();
    const rows = await table.take(mark, ROWS_PER_TAKE, signal);
    const failures = await inParallel(rows, (row) => this.#attempt(row, mark), {
      limit: STORED_AT_A_TIME,
      signal: untilDone,
    });
    const failure = failures.find((error) => error !== null);
    if (failure !== undefined) {
      // Where that fails too, they come free by themselves.
      await table.giveBack(mark, untilDone).catch(() => undefined);
      throw failure;
    }
    return rows.length === ROWS_PER_TAKE;
  }

  /** One row that cannot be stored keeps no other from being stored. */
  async #attempt(row: ExchangeRow, mark: string): Promise<TongbanError | null> {
    try {
      await this.#process(row, mark);
      return null;
    } catch (error) {
      if (error instanceof TongbanError) return error;
      throw error;
    }
  }

  async #process(row: ExchangeRow, mark: string): Promise<void> {
    const { table, inbox, onFault } = this.#options;
    const read = this.#read(row);
    const message = toMessage(row, this.#options.digest);
    if (read instanceof RowFault) {
      const reason = `${read.code} ${read.text}`;
      await inbox.quarantine({ ...message, reason });
      onFault({ kind: 'row', reason: `row ${row.xh} was refused: ${reason}`, isPart: true });
      await table.refuse({ xh: row.xh, reason }, mark, untilDone);
      return;
    }
    await inbox.take({
      ...message,
      kind: row.sjlx.trim(),
      sentAt: row.cjsj.getTime(),
      // The centre repairs a row by a later one of the same data time, or in place.
      tie: BigInt(row.xh),
      answers: null,
      records: read,
      faults: [],
    });
    await table.finish(row.xh, mark, untilDone);
  }

  #read(row: ExchangeRow): readonly PushedRecord[] | RowFault {
    try {
      return readExchangeRow(row, this.#options.reading);
    } catch (error) {
      // Whatever else a row can make our mapping throw must not come back with every poll.
      return error instanceof RowFault ? error : new RowFault('105', '数据项缺失或格式错误');
    }
  }
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
  return { id: `${columns.xh}@${columns.cjsj.toISOString()} ${digest(body)}`, body };
}
