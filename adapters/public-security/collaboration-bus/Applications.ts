import { createHash, createHmac } from 'node:crypto';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { RequestBook } from '../../inbound/RequestBook.ts';
import { inParallel } from '../../transport/inParallel.ts';
import { NotSent } from '../../transport/NotSent.ts';
import { formatBeijingTime } from './formatBeijingTime.ts';

/** Statements at our store at a time. */
const MAX_STATEMENTS = 4;
/** Of the request book, for who was asked about under which RECORD; the request itself has a facet of its own. */
const FACET = 'application';

export interface ApplicationsOptions {
  readonly requests: RequestBook;
  readonly unitCode: string;
  /** Keys the digests of numbers in the request book. */
  readonly secret: string;
  readonly now: () => number;
  readonly nonce: () => string;
}

/** A holder under the number of its RECORD, from 1 on. */
interface Applied extends Pick<HolderIdentity, 'kind' | 'number'> {
  readonly collaborationNumber: string;
  readonly no: number;
}

/**
 * Whom we applied for, under which collaboration number and RECORD, known to all replicas.
 *
 * The request book answers only whether a reference is known. So beside each collaboration number it is given one
 * reference per RECORD, which ends in a keyed digest of whom the RECORD named: an answer about anybody else finds none.
 */
export class Applications {
  readonly #options: ApplicationsOptions;

  constructor(options: ApplicationsOptions) {
    this.#options = options;
  }

  /** A 业务协同编号 that was never used: our unit, the day in Beijing, and eight digits, too few to trust chance alone. */
  async createNumber(): Promise<string> {
    const { unitCode, now, nonce, requests } = this.#options;
    for (;;) {
      const chance = createHash('sha256').update(nonce()).digest().readUIntBE(0, 6) % 100_000_000;
      const day = formatBeijingTime(now()).slice(0, 8);
      const collaborationNumber = `${unitCode}${day}${String(chance).padStart(8, '0')}`;
      if (!(await requests.knows(collaborationNumber))) return collaborationNumber;
    }
  }

  /**
   * Notes who stands under which RECORD; durable when it resolves, so that no answer finds us ignorant.
   *
   * @throws {TongbanError} with a cause `NotSent`: the application must not leave.
   */
  async note(collaborationNumber: string, holders: readonly HolderIdentity[]): Promise<void> {
    const note = async ([index, holder]: readonly [number, HolderIdentity]) => {
      const { kind, number } = holder;
      const reference = this.#referenceOf({ collaborationNumber, no: index + 1, kind, number });
      const claim = { reference, facet: FACET, againAfterMs: 0 };
      const [noted] = await this.#options.requests.claim(claim, [holder]);
      if (noted === undefined) throw new RangeError('another application for the holder is being noted');
    };
    const signal = new AbortController().signal;
    try {
      await inParallel([...holders.entries()], note, { limit: MAX_STATEMENTS, signal });
    } catch (error) {
      throw new TongbanError('INTERNAL_SERVER_ERROR', 'an application could not be noted and was not sent', {
        cause: new NotSent('not noted', { cause: error }),
      });
    }
  }

  /** Whether we ever applied under this number. */
  async knows(collaborationNumber: string): Promise<boolean> {
    return this.#options.requests.knows(collaborationNumber);
  }

  /** Whether this RECORD of ours named this person or company. */
  async named(applied: Applied): Promise<boolean> {
    return this.#options.requests.knows(this.#referenceOf(applied));
  }

  #referenceOf({ collaborationNumber, no, kind, number }: Applied): string {
    const digest = createHmac('sha256', this.#options.secret)
      .update(`${collaborationNumber} ${no} ${kind} ${number}`)
      .digest('hex');
    return `${collaborationNumber}.${no}.${digest.slice(0, 32)}`;
  }
}
