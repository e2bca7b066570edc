import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { inParallel } from '../../transport/inParallel.ts';
import type { NaturalPerson } from '../NaturalPerson.ts';
import type { AskNode } from './AskNode.ts';
import { BATCH_TRANSACTIONS, type BatchFacet } from './batchTransactions.ts';
import type { SettlementNodeOptions } from './options.ts';
import { type BatchEntry, readBatchFile } from './readBatchFile.ts';
import { readSubjectRows } from './readSubjectRows.ts';
import type { CentreReading } from './toRecord.ts';
import { toRefusal } from './toRefusal.ts';
import { batchBody } from './wire.ts';
import { writeBatchFile } from './writeBatchFile.ts';

/** Exchanges that one question may have at the hub at a time: half of its places, so that others get through. */
const MAX_CALLS = 8;

export interface BatchReaderOptions {
  readonly jurisdiction: DivisionCode;
  readonly ask: AskNode;
  readonly system: GuardedSystem;
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
  /** Answers about persons whose file the hub has put off, from what it sends us; waits for a moment. */
  readonly findLater: (
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
    const parts = await inParallel(inParts(persons, size), answer, { limit: MAX_CALLS, signal });
    const entries = parts.flat().values();
    return question.holders.map(({ kind }) =>
      kind === 'NATURAL_PERSON' ? (entries.next().value ?? question.none) : question.none,
    );
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
    { facet, toDomain, findLater }: BatchQuestion<T>,
    signal: AbortSignal,
  ): Promise<readonly (T | TongbanError)[]> {
    const { ask, system, jurisdiction, options } = this.#options;
    const transaction = BATCH_TRANSACTIONS[facet];
    const body = { PCBS: String(persons.length), PCWJ: writeBatchFile(persons.map(({ number }) => number)) };
    const request = { transaction: transaction.transaction, customer: '', body };
    const operation = facet === 'records' ? 'findRecords' : 'findLoans';
    const answer = await system.read(operation, (callSignal) => ask(request, callSignal), signal);
    if (answer.kind === 'LATER') return findLater(persons, signal);

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

function inParts<T>(items: readonly T[], size: number): readonly (readonly T[])[] {
  const count = Math.ceil(items.length / size);
  return Array.from({ length: count }, (_, index) => items.slice(index * size, (index + 1) * size));
}
