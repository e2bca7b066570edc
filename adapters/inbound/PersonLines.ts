import type { CitizenNumber } from '../../domain/citizenNumber.ts';
import { RowFault } from '../transport/RowFault.ts';
import type { ExchangedType, StateReader } from './ExchangedType.ts';
import type { PushedRecord } from './PushedRecord.ts';
import { withdrawnRecords } from './withdrawnRecords.ts';

/** What every line of a person says. */
interface PersonLine {
  readonly name: string | null;
  /** 删除. */
  readonly isWithdrawn: boolean;
  /** Epoch ms. */
  readonly asOf: number;
  /** 本人条数. */
  readonly total: number;
  /** 本人序号. */
  readonly running: number;
}

/** All lines of one file about one person: together one state, or none. */
export class PersonLines {
  /** Indices of the lines. */
  readonly lines: number[] = [];
  readonly #number: CitizenNumber;
  readonly #type: ExchangedType;
  readonly #state: StateReader;
  readonly #seen = new Set<number>();
  #first: PersonLine | null = null;
  #isBroken = false;

  constructor(number: CitizenNumber, type: ExchangedType) {
    this.#number = number;
    this.#type = type;
    this.#state = type.open();
  }

  /** The fault of one line, which breaks the state. */
  fault(code: string, text: string): RowFault {
    this.#isBroken = true;
    return new RowFault(code, text);
  }

  /** @returns `null`, or the key that makes the row unusable. */
  addRow(row: unknown, running: number): string | null {
    return this.#state.add(row, running);
  }

  addLine(line: PersonLine): void {
    this.#first ??= line;
    const { name, asOf, total, isWithdrawn } = this.#first;
    const isLike = line.name === name && line.asOf === asOf && line.total === total;
    const isInPlace = line.total === 0 ? line.running === 0 : line.running >= 1 && line.running <= line.total;
    const isNew = !this.#seen.has(line.running);
    const isBareWhenWithdrawn = !line.isWithdrawn || line.total === 0;
    this.#seen.add(line.running);
    if (!isLike || !isInPlace || !isNew || !isBareWhenWithdrawn || line.isWithdrawn !== isWithdrawn) {
      this.#isBroken = true;
    }
  }

  /** Whether the state is complete and without contradiction. */
  get isWhole(): boolean {
    return !this.#isBroken && this.#first !== null && this.#seen.size === Math.max(1, this.#first.total);
  }

  /** Of a whole state. */
  records(centerName: string): readonly PushedRecord[] {
    if (this.#first === null) return [];
    const { name, asOf, isWithdrawn } = this.#first;
    if (isWithdrawn) return withdrawnRecords(this.#type, { number: this.#number, name, asOf });
    return this.#state.records({ number: this.#number, name, asOf, centerName });
  }
}
