import { tooManyPlans } from './tooManyPlans.ts';
import { unwantedPlan } from './unwantedPlan.ts';

/**
 * What goes first: what was looked at is tried before another document is looked at (`new`), and what was tried in vain only again when
 * nothing else waits.
 */
const RANKS = ['first', 'new', 'again'] as const;
export type TurnRank = (typeof RANKS)[number];

export interface PlanningTurnsOptions {
  /** Monotonic, in ms; default `performance.now`. */
  readonly now?: () => number;
  /** Calls back after so many ms, once whatever has come meanwhile was read. */
  readonly wait?: (ms: number, then: () => void) => void;
}

interface Turn {
  readonly isWanted: () => boolean;
  readonly begin: () => void;
  readonly leave: () => void;
}

/** So much at once holds up nobody. */
const SLACK_MS = 10;
/** Nobody has to wait for longer than that after one that took very long. */
const LONGEST_REST_MS = 250;
/** What was tried in vain is costly as a rule, and no more than so many are in line for what is. */
const MOST_AGAIN = 16;

/**
 * Shares the thread that serves everybody between all else and the first work on operations: of those that come together it takes one
 * after the other, and after each the thread is free for about as long as that took.
 */
export class PlanningTurns {
  readonly #now: () => number;
  readonly #wait: (ms: number, then: () => void) => void;
  readonly #waiting: Readonly<Record<TurnRank, Turn[]>> = { first: [], new: [], again: [] };
  /** When all else has had as long as these turns. */
  #evenAt = Number.NEGATIVE_INFINITY;
  #isTurnOfNewest = false;
  #isAwaited = false;

  constructor({
    now = () => performance.now(),
    wait = (ms, then) => void setTimeout(() => setImmediate(then), ms),
  }: PlanningTurnsOptions = {}) {
    this.#now = now;
    this.#wait = wait;
  }

  /** Whether others wait that were not tried yet. */
  get isCrowded(): boolean {
    return this.#waiting.first.length + this.#waiting.new.length > 0;
  }

  /**
   * Works when it is its turn; rejects with OVERLOADED where too many are to be tried again.
   *
   * @param isWanted - asked when it is its turn: where nobody waits for it any more, it rejects with DEADLINE_EXCEEDED.
   * @returns at once where little was done just now.
   */
  take<T>(rank: TurnRank, isWanted: () => boolean, work: () => T | Promise<T>): T | Promise<T> {
    if (!this.#isAwaited && this.#restMs() === 0) return this.#spend(work);
    if (this.#waiting.again.length >= MOST_AGAIN && rank === 'again') return Promise.reject(tooManyPlans());
    return new Promise((resolve, reject) => {
      const begin = () => {
        try {
          resolve(this.#spend(work));
        } catch (error) {
          reject(error);
        }
      };
      this.#waiting[rank].push({ isWanted, begin, leave: () => reject(unwantedPlan()) });
      this.#await();
    });
  }

  #restMs(): number {
    return Math.max(0, this.#evenAt - this.#now() - SLACK_MS);
  }

  #await(): void {
    if (this.#isAwaited) return;
    this.#isAwaited = true;
    this.#wait(this.#restMs(), () => this.#goOn());
  }

  #goOn(): void {
    let turn = this.#next();
    while (turn?.isWanted() === false) {
      turn.leave();
      turn = this.#next();
    }
    turn?.begin();
    this.#isAwaited = false;
    if (RANKS.some((rank) => this.#waiting[rank].length > 0)) this.#await();
  }

  /** What is new from either end by turns: who comes behind many costly ones need not wait for all of them, and those get on. */
  #next(): Turn | undefined {
    const rank = RANKS.find((one) => this.#waiting[one].length > 0);
    if (rank === undefined) return undefined;
    if (rank !== 'new') return this.#waiting[rank].shift();
    this.#isTurnOfNewest = !this.#isTurnOfNewest;
    return this.#isTurnOfNewest ? this.#waiting.new.pop() : this.#waiting.new.shift();
  }

  #spend<T>(work: () => T): T {
    const at = this.#now();
    try {
      return work();
    } finally {
      const ended = this.#now();
      this.#evenAt = Math.max(this.#evenAt, ended) + Math.min(ended - at, LONGEST_REST_MS);
    }
  }
}
