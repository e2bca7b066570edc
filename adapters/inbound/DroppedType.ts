import type { ExchangedType } from './ExchangedType.ts';

/** One type of data in files: which key stands in which column. */
export interface DroppedType {
  readonly type: ExchangedType;
  /** Keys of the columns from the seventh on, in their order. */
  readonly columns: readonly string[];
  /** Of the columns that release 2 has put behind them. */
  readonly addedColumns: readonly string[];
  /** The key whose amounts the first line sums up; `null` where it says 0.00. */
  readonly sumKey: string | null;
}

/** The types of one department, by 类型 in upper case. */
export type DroppedTypes = Readonly<Record<string, DroppedType>>;
