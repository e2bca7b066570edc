import { type CitizenNumber, isCitizenNumber } from '../../../domain/citizenNumber.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { RequestBook } from '../../inbound/RequestBook.ts';
import type { NodeTransaction } from './nodeOperations.ts';

/** Milliseconds for which nobody asks again by a file about somebody whose answer the hub has put off. */
const PATIENCE_MS = 5 * 60_000;

/**
 * Who stands in which line of which file, known to all replicas: what an answer says of somebody unknown to the centre has
 * only the number of a line.
 */
export class FileBook {
  readonly #requests: RequestBook;

  constructor(requests: RequestBook) {
    this.#requests = requests;
  }

  /**
   * Notes the lines of a file before its first byte leaves.
   *
   * @returns `false` where the reference is in use: take another one.
   */
  async note(reference: string, facet: NodeTransaction, lines: readonly CitizenNumber[]): Promise<boolean> {
    if (await this.#requests.knows(reference)) return false;
    const holders = lines.map((number) => ({ kind: 'NATURAL_PERSON', number }) as const);
    const noted = await this.#requests.claim({ reference, facet, againAfterMs: 0 }, holders);
    if (noted.length === holders.length) return true;
    // Another file about some of them was noted in the same moment; lines must be there in full.
    await this.#requests.forget(reference);
    return false;
  }

  /** No message will answer these: the hub answered at once, or refused. */
  async forget(references: readonly string[]): Promise<void> {
    for (const reference of references) await this.#requests.forget(reference);
  }

  /** The hub answers this one by a message. */
  async putOff(reference: string): Promise<void> {
    await this.#requests.awaitAnswer(reference);
  }

  /** The message said that nothing will come. */
  async failed(reference: string): Promise<void> {
    await this.#requests.release(reference);
  }

  /** Which of them an answer that was put off is awaited about. */
  async awaited(facet: NodeTransaction, holders: readonly HolderIdentity[]): Promise<readonly boolean[]> {
    return this.#requests.awaited({ facet, withinMs: PATIENCE_MS }, holders);
  }

  /** 证件号码 by 序号; empty for a file that we do not know any more. */
  async linesOf(reference: string): Promise<ReadonlyMap<number, CitizenNumber>> {
    const holders = (await this.#requests.holdersOf(reference)) ?? [];
    return new Map(
      holders.flatMap(({ number }, index) => (isCitizenNumber(number) ? [[index + 1, number]] : [])),
    );
  }
}
