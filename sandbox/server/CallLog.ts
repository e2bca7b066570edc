/** What one operation of a system was asked since the last reset. */
export interface OperationCalls {
  readonly operation: string;
  readonly calls: number;
  /** Persons and companies asked about, repetitions included. */
  readonly persons: number;
  /** How many of them had been asked about before, by the same operation and about the same part. */
  readonly duplicates: number;
}

interface Counter {
  calls: number;
  persons: number;
  duplicates: number;
}

/** Beyond this many, new numbers are no longer remembered, so that a flood of them cannot fill the memory. */
const REMEMBERED = 200_000;

/** Counts the calls of one system. */
export class CallLog {
  readonly #counters = new Map<string, Counter>();
  readonly #seen = new Set<string>();

  /** @param part - what was asked about the persons, where it can be asked in parts. */
  note(operation: string, asked: readonly string[], part = ''): void {
    const counter = this.#counters.get(operation) ?? { calls: 0, persons: 0, duplicates: 0 };
    this.#counters.set(operation, counter);
    counter.calls++;
    for (const number of asked) {
      const key = `${operation}\n${part}\n${number}`;
      counter.persons++;
      if (this.#seen.has(key)) counter.duplicates++;
      else if (this.#seen.size < REMEMBERED) this.#seen.add(key);
    }
  }

  /** In order of operation. */
  read(): readonly OperationCalls[] {
    return [...this.#counters]
      .map(([operation, counter]) => ({ operation, ...counter }))
      .toSorted((one, other) => one.operation.localeCompare(other.operation));
  }

  reset(): void {
    this.#counters.clear();
    this.#seen.clear();
  }
}
