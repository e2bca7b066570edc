/** A row of a catalogue document as it was written, before anything is known about it. */
export interface RawRow {
  /** The file it stands in, as an operator may open it. */
  readonly file: string;
  /** Counted from 1 within the file's list. */
  readonly number: number;
  readonly value: unknown;
}
