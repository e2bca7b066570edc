import type { Logger } from 'pino';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { describeError } from '../../serving/describeError.ts';
import { askDatabase } from '../../serving/storage/askDatabase.ts';
import type { CasesDatabase } from '../storage/CasesDatabase.ts';
import { readMissedUpdates, type UpdateFilter } from '../storage/readMissedUpdates.ts';
import { type LoggedUpdate, readUpdates } from '../storage/readUpdates.ts';
import { CaseSubscriber } from './CaseSubscriber.ts';
import { positionBefore, type UpdatePosition } from './updatePosition.ts';

export interface CaseLogOptions {
  readonly database: CasesDatabase;
  readonly logger: Logger;
}

const POLL_MS = 200;

/**
 * Follows the log of all that happens to cases, whichever process wrote it, for as long as somebody wants to know, and tells
 * whom it concerns: one question to the database in a while, however many are listening.
 */
export class CaseLog {
  readonly #options: CaseLogOptions;
  readonly #subscribers = new Map<string, Set<CaseSubscriber>>();
  #head: bigint | null = null;
  #starting: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #isFailing = false;
  #isClosed = false;

  constructor(options: CaseLogOptions) {
    this.#options = options;
  }

  /**
   * Begins to listen.
   *
   * @param after - what happened after it is told first; `null`: from now on.
   * @returns the subscriber, and from where it would go on if nothing happened any more.
   * @throws {TongbanError} BAD_USER_INPUT for a position that this log does not have yet.
   */
  async open(
    filter: UpdateFilter,
    after: UpdatePosition | null,
  ): Promise<{ readonly subscriber: CaseSubscriber; readonly start: UpdatePosition }> {
    const subscriber = new CaseSubscriber(filter);
    // Once it is known there must be no pause before the subscriber is added, or something could happen in it.
    while (this.#head === null) await askDatabase(this.#start());
    const head = this.#head;
    this.#add(subscriber);
    try {
      if (after !== null && after.xid > head)
        throw new TongbanError(
          'BAD_USER_INPUT',
          'after is ahead of all that happened: it is a cursor of another database; read anew, and subscribe without it',
        );
      subscriber.begin(after === null ? [] : await this.#readMissed(filter, after, head));
      return { subscriber, start: after ?? positionBefore(head) };
    } catch (error) {
      this.close(subscriber);
      throw error;
    }
  }

  /** It listens no more. */
  close(subscriber: CaseSubscriber): void {
    const key = keyOf(subscriber.filter);
    const others = this.#subscribers.get(key);
    others?.delete(subscriber);
    if (others?.size === 0) this.#subscribers.delete(key);
    if (this.#subscribers.size === 0) this.#stop();
  }

  /** Asks nothing any more. */
  end(): void {
    this.#isClosed = true;
    this.#stop();
  }

  #readMissed(filter: UpdateFilter, after: UpdatePosition, head: bigint): Promise<readonly UpdatePosition[]> {
    return askDatabase(readMissedUpdates(this.#options.database, filter, { after, head }));
  }

  /** What is written from now on is read; who comes while that is found out waits for the same answer. */
  async #start(): Promise<void> {
    if (this.#head !== null) return;
    this.#starting ??= readUpdates(this.#options.database, null)
      .then(({ head }) => {
        this.#head = head;
        this.#schedule();
      })
      .finally(() => {
        this.#starting = null;
      });
    await this.#starting;
  }

  #stop(): void {
    clearTimeout(this.#timer);
    this.#head = null;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#isClosed) this.#timer = setTimeout(() => void this.#poll(), POLL_MS);
  }

  async #poll(): Promise<void> {
    const { database, logger } = this.#options;
    const from = this.#head;
    if (from === null) return;
    try {
      const { head, updates } = await readUpdates(database, from);
      this.#isFailing = false;
      // Nobody listens any more, or somebody began anew meanwhile.
      if (this.#head !== from) return;
      this.#head = head;
      for (const update of updates) this.#tell(update);
    } catch (error) {
      if (!this.#isFailing)
        logger.warn({ error: describeError(error) }, 'what happens to cases cannot be read');
      this.#isFailing = true;
    }
    if (this.#head !== null) this.#schedule();
  }

  #tell({ caseId, xid, holderIds }: LoggedUpdate): void {
    const keys = [keyOf({ caseId }), ...new Set(holderIds.map((holderId) => keyOf({ holderId })))];
    for (const key of keys)
      for (const subscriber of this.#subscribers.get(key) ?? []) subscriber.offer({ caseId, xid });
  }

  #add(subscriber: CaseSubscriber): void {
    const key = keyOf(subscriber.filter);
    const others = this.#subscribers.get(key) ?? new Set();
    this.#subscribers.set(key, others.add(subscriber));
  }
}

const keyOf = (filter: UpdateFilter): string =>
  'caseId' in filter ? `case ${filter.caseId}` : `holder ${filter.holderId}`;
