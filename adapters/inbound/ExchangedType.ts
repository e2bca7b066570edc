import type { CitizenNumber } from '../../domain/citizenNumber.ts';
import type { PushedRecord } from './PushedRecord.ts';

/** Whom one state of one type is about, and when it was true. */
export interface StateSubject {
  readonly number: CitizenNumber;
  /** `null` where the system says that it knows nobody of this number. */
  readonly name: string | null;
  /** Epoch ms. */
  readonly asOf: number;
  /** Name of the centre, as it writes it. */
  readonly centerName: string;
}

/** What the system holds of one type about one person, record by record. */
export interface StateReader {
  /**
   * @param position - its place among the records, in whatever order they are added.
   * @returns `null`, or the name of the first key that makes this record unusable; the whole state is then void.
   */
  add(record: unknown, position: number): string | null;
  /** Once all are added. */
  records(subject: StateSubject): readonly PushedRecord[];
}

/** One type of data of an exchange: a complete list of records per person. */
export interface ExchangedType {
  /** The questions that it answers: what is said to be held no more is recorded under each of them. */
  readonly facets: readonly string[];
  /** For a new state. */
  open(): StateReader;
}
