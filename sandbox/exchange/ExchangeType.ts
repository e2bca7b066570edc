import type { ExchangeHabits } from './ExchangeHabits.ts';

/** One record of a type: keys and texts in the order of the specification; a list only for the instalments of a loan. */
export interface ExchangeRecord {
  readonly [key: string]: string | readonly ExchangeRecord[];
}

/** 数据类型: one kind of thing that a centre says about a person, in tables and in files. */
export interface ExchangeType<File> {
  /** Four letters, as in the tables; in lower case it begins the names of files. */
  readonly code: string;
  /** The complete list, as the centre writes its values; empty where the person has none. */
  readonly recordsOf: (file: File, habits: ExchangeHabits) => readonly ExchangeRecord[];
  /** Keys in the order of a file's columns, those of release 2 last. */
  readonly columns: readonly string[];
  /** Keys that centres of release 1 lack. */
  readonly newer: readonly string[];
  /** Which column a file's first line adds up; `null` for none. */
  readonly sum: string | null;
  /** A coded key, and a value that no table has. */
  readonly unknownCode: readonly [key: string, code: string] | null;
}
