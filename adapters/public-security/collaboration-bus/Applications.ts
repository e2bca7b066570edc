import { createHash } from 'node:crypto';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { RequestBook } from '../../inbound/RequestBook.ts';
import { formatBeijingTime } from '../../transport/formatBeijingTime.ts';

export interface ApplicationsOptions {
  readonly requests: RequestBook;
  readonly unitCode: string;
  readonly now: () => number;
  readonly nonce: () => string;
}

/** Whom we applied for under which collaboration number, known to all replicas. */
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
   * Whom each RECORD of our application named, from the first one on; `null` where we know of no application under this
   * number.
   */
  async recordsOf(
    collaborationNumber: string,
  ): Promise<readonly Pick<HolderIdentity, 'kind' | 'number'>[] | null> {
    return this.#options.requests.holdersOf(collaborationNumber);
  }
}
