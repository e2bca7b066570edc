import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { inParallel } from '../../transport/inParallel.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { AskNode } from './AskNode.ts';
import { BATCH_TRANSACTIONS, type BatchFacet } from './batchTransactions.ts';
import type { FileBook } from './FileBook.ts';
import type { SettlementNodeOptions } from './options.ts';
import { type BatchEntry, readBatchFile } from './readBatchFile.ts';
import { readSubjectRows } from './readSubjectRows.ts';
import type { CentreReading } from './toRecord.ts';
import { toRefusal } from './toRefusal.ts';
import { waitForPushed } from './waitForPushed.ts';
import { batchBody } from './wire.ts';
import { writeBatchFile } from './writeBatchFile.ts';

/** Exchanges that one question may have at the hub at a time: half of its places, so that others get through. */
const MAX_CALLS = 8;

export interface BatchReaderOptions {
  readonly jurisdiction: DivisionCode;
  readonly ask: AskNode;
  readonly files: FileBook;
  readonly options: Pick<SettlementNodeOptions, 'syncLimit' | 'batchLimit' | 'amountUnit'>;
  /** Epoch ms. */
  readonly now: () => number;
}

/** One question about many persons. */
export interface BatchQuestion<T> {
  readonly facet: BatchFacet;
  readonly holders: readonly HolderIdentity[];
  /** The entry of a company, which nobody is asked about. */
  readonly none: T;
  /** Asks about one person without a file. Whatever `TongbanError` of the answer's content it throws is that person's. */
  readonly askOne: (person: NaturalPerson, signal: AbortSignal) => Promise<T>;
  readonly toDomain: (rows: readonly unknown[], reading: CentreReading) => T;
  /** What the hub has sent us so far about persons whose file it has put off. */
  readonly findTold: (
    persons: readonly NaturalPerson[],
    signal: AbortSignal,
  ) => Promise<readonly (T | TongbanError)[]>;
}

/**
 * Asks about one person by a query and about several by files that the hub answers in the same exchange.
 *
 * A hub under load may put a file off all the same; what it then sends us counts, or has counted already.
 */
export class BatchReader {
  readonly #options: BatchReaderOptions;

  constructor(options: BatchReaderOptions) {
    this.#options = options;
  }

  /**
   * @returns one entry per holder, in their order.
   * @throws {TongbanError} the first failure of the hub; the exchanges that are left are aborted.
   */
  async find<T>(question: BatchQuestion<T>, signal: AbortSignal): Promise<readonly (T | TongbanError)[]> {
    const { syncLimit, batchLimit } = this.#options.options;
    const persons = question.holders.filter((holder) => holder.kind === 'NATURAL_PERSON');
    const size = Math.max(1, Math.min(syncLimit, batchLimit));
    const answer = (part: readonly NaturalPerson[], partSignal: AbortSignal) => {
      const [first, ...more] = part;
      return first !== undefined && more.length === 0
        ? this.#askOne(first, question, partSignal)
        : this.#askByFile(part, question, partSignal);
    };
    const awaited = await this.#awaited(question.facet, persons);
    const [told, parts] = await Promise.all([
      awaited.length === 0 ? [] : question.findTold(awaited, signal),
      inParallel(inParts(without(persons, awaited), size), answer, { limit: MAX_CALLS, signal }),
    ]);
    const [later, now] = [told.values(), parts.flat().values()];
    const waiting = new Set(awaited);
    return question.holders.map((holder) => {
      if (holder.kind !== 'NATURAL_PERSON') return question.none;
      return (waiting.has(holder) ? later : now).next().value ?? question.none;
    });
  }

  /** A hub that puts files off is busy: nobody whose answer is awaited is asked about by another file. */
  async #awaited(facet: BatchFacet, persons: readonly NaturalPerson[]): Promise<readonly NaturalPerson[]> {
    if (persons.length < 2) return [];
    const { transaction } = BATCH_TRANSACTIONS[facet];
    const awaited = await this.#options.files.awaited(transaction, persons);
    return persons.filter((_, index) => awaited[index] === true);
  }

  async #askOne<T>(
    person: NaturalPerson,
    { askOne }: BatchQuestion<T>,
    signal: AbortSignal,
  ): Promise<readonly (T | TongbanError)[]> {
    try {
      return [await askOne(person, signal)];
    } catch (error) {
      // What is wrong about one person stays with that person; a system that fails, fails for all.
      if (error instanceof TongbanError && error.code === 'IDENTITY_MISMATCH') return [error];
      throw error;
    }
  }

  async #askByFile<T>(
    persons: readonly NaturalPerson[],
    { facet, toDomain, findTold }: BatchQuestion<T>,
    signal: AbortSignal,
  ): Promise<readonly (T | TongbanError)[]> {
    const { ask, jurisdiction, options } = this.#options;
    const transaction = BATCH_TRANSACTIONS[facet];
    const body = { PCBS: String(persons.length), PCWJ: writeBatchFile(persons.map(({ number }) => number)) };
    const lines = persons.map(({ number }) => number);
    const answer = await ask({ transaction: transaction.transaction, customer: '', body, lines }, signal);
    if (answer.kind === 'LATER') return waitForPushed(() => findTold(persons, signal), signal);

    const {
      JGMC: centerName,
      SJSJ: asOf,
      PCBS,
      PCWJ,
    } = expectShape(answer.body, { shape: batchBody, jurisdiction });
    const entries = readBatchFile(PCWJ, transaction, { count: PCBS, jurisdiction });
    if (entries.some(({ ordinal }) => ordinal < 1 || ordinal > persons.length))
      throw badResponse(jurisdiction, 'answered lines that we did not send');
    const reading = { unit: options.amountUnit, asOf, centerName, jurisdiction };
    const byOrdinal = new Map(entries.map((entry) => [entry.ordinal, entry]));
    return persons.map((person, index) =>
      this.#readEntry(byOrdinal.get(index + 1), { person, key: transaction.key, reading, toDomain }),
    );
  }

  /** What is wrong about one person stays with that person. */
  #readEntry<T>(
    entry: BatchEntry | undefined,
    {
      person,
      key,
      reading,
      toDomain,
    }: {
      readonly person: NaturalPerson;
      readonly key: string;
      readonly reading: CentreReading;
      readonly toDomain: BatchQuestion<T>['toDomain'];
    },
  ): T | TongbanError {
    const { jurisdiction, now } = this.#options;
    try {
      if (entry === undefined) throw badResponse(jurisdiction, 'left a line of our file out');
      if (entry.code !== '0000') throw toRefusal(entry.code, { jurisdiction, at: now() });
      return toDomain(readSubjectRows(entry.rows, { person, key, jurisdiction }).rows, reading);
    } catch (error) {
      if (error instanceof TongbanError) return error;
      throw error;
    }
  }
}

function without<T>(items: readonly T[], others: readonly T[]): readonly T[] {
  const left = new Set(others);
  return items.filter((item) => !left.has(item));
}

function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
