import { formatBeijing } from '../beijingTime.ts';
import type { HandlingEntry, HandlingResult } from './HandlingEntry.ts';
import type { HandlingOrder } from './HandlingOrder.ts';

/** How often a key came and what came of it. */
export interface KeyCount {
  readonly businessKey: string;
  /** Orders that could be read, those without effect included. */
  readonly attempts: number;
  /** Entries in the books, refusals included. */
  readonly entries: number;
  /** Entries that are not refusals: more than one is done twice. */
  readonly effects: number;
}

/** The books of one system, in memory. */
export class HandlingLedger {
  readonly #jurisdiction: string;
  readonly #entries: HandlingEntry[] = [];
  readonly #byKey = new Map<string, HandlingEntry[]>();
  readonly #attempts = new Map<string, number>();

  constructor(jurisdiction: string) {
    this.#jurisdiction = jurisdiction;
  }

  /** In order of coming. */
  get entries(): readonly HandlingEntry[] {
    return this.#entries;
  }

  /** All entries with a key, in order of coming. */
  under(businessKey: string): readonly HandlingEntry[] {
    return this.#byKey.get(businessKey) ?? [];
  }

  /** Keys under which something is in work. */
  pendingKeys(): readonly string[] {
    const pending = this.#entries.filter(({ result }) => result.status === 'pending');
    return [...new Set(pending.map(({ order }) => order.businessKey))];
  }

  noteAttempt(businessKey: string): void {
    this.#attempts.set(businessKey, (this.#attempts.get(businessKey) ?? 0) + 1);
  }

  /**
   * Enters an order as in work.
   *
   * @param at - epoch ms when it came.
   */
  enter(order: HandlingOrder, at: number, seenFrom: number): HandlingEntry {
    const day = formatBeijing(at).slice(0, 8);
    const serial = `${this.#jurisdiction}${day}${String(this.#entries.length + 1).padStart(6, '0')}`;
    const pending: HandlingResult = { status: 'pending' };
    const entry: HandlingEntry = { order, serial, at, seenFrom, result: pending };
    this.#entries.push(entry);
    this.#byKey.set(order.businessKey, [...this.under(order.businessKey), entry]);
    return entry;
  }

  /** What an order would take back: the newest entry of its case and applicant, done or in work. */
  findUndone({ action, collaborationNumber, applicant }: HandlingOrder): HandlingEntry | null {
    const found = this.#entries.findLast(
      ({ order, result }) =>
        `undo-${order.action}` === action &&
        order.collaborationNumber === collaborationNumber &&
        order.applicant.number === applicant.number &&
        (result.status === 'done' || result.status === 'pending'),
    );
    return found ?? null;
  }

  /** In order of first coming. */
  count(): readonly KeyCount[] {
    return [...this.#attempts].map(([businessKey, attempts]) => {
      const entries = this.under(businessKey);
      const effects = entries.filter(({ result }) => result.status !== 'refused').length;
      return { businessKey, attempts, entries: entries.length, effects };
    });
  }
}
