import type { Push } from '../pushes/Push.ts';
import { decideOrder } from './decideOrder.ts';
import type { HandlingEntry } from './HandlingEntry.ts';
import { HandlingLedger } from './HandlingLedger.ts';
import type { HandlingManner } from './HandlingManner.ts';
import type { HandlingOrder } from './HandlingOrder.ts';
import type { HandlingSite } from './HandlingSite.ts';
import { outputsOf } from './outputsOf.ts';
import { SwitchBoard, type SwitchesOn } from './SwitchBoard.ts';

/** What a system did about an order, and what it says. */
export interface Taken {
  /** A result code of the dialect that is said instead of an answer about the entry; `null` for an answer. */
  readonly code: string | null;
  /** `null` when nothing was done. */
  readonly entry: HandlingEntry | null;
  /** Whether the entry stands since an earlier attempt. */
  readonly isRepeated: boolean;
  /** Whether the connection is lost before the answer. */
  readonly isDropped: boolean;
  readonly switches: SwitchesOn;
}

/** How a pending entry ends. */
export type Decision =
  | { readonly outcome: 'done' }
  | { readonly outcome: 'refused'; readonly code: string | null; readonly reason: string };

/** Where one system handles: its books and its switches. */
export class HandlingDesk {
  readonly ledger: HandlingLedger;
  readonly switches: SwitchBoard;
  /**
   * What the system tells its partner about an entry; a dialect whose systems call sets it. One that works in runs keeps
   * the entry for its next run, and gives nothing.
   */
  tell: (entry: HandlingEntry) => readonly Push[] = () => [];
  readonly #site: HandlingSite;
  readonly #manner: HandlingManner;

  constructor(site: HandlingSite, manner: HandlingManner) {
    this.#site = site;
    this.#manner = manner;
    this.ledger = new HandlingLedger(site.jurisdiction);
    this.switches = new SwitchBoard(manner);
  }

  /** Does what is asked, unless a switch or an earlier order with the key says otherwise. */
  take(order: HandlingOrder): Taken {
    const { ledger } = this;
    const { busyCode, conflictCode, errorCode, dedupes } = this.#manner;
    ledger.noteAttempt(order.businessKey);
    const switches = this.switches.use(order.action);
    const { busy, fail, 'hold-answer': held } = switches;
    const nothing = { entry: null, isRepeated: false, isDropped: false, switches };
    if (busy !== undefined) return { ...nothing, code: busyCode };
    if (fail?.isDone === false) return { ...nothing, code: fail.code };

    const code = fail?.code ?? (held?.as === 'error' ? errorCode : null);
    const said = { code, isDropped: held?.as === 'drop', switches };
    const [kept] = dedupes ? ledger.under(order.businessKey) : [];
    if (kept !== undefined) {
      return kept.order.content === order.content
        ? { ...said, entry: kept, isRepeated: true }
        : { ...nothing, code: conflictCode };
    }
    const now = this.#site.clock();
    const entry = ledger.enter(order, now, now + (held?.seenAfterMs ?? 0));
    entry.result = decideOrder(entry, this.ledger, switches, { site: this.#site, manner: this.#manner });
    return { ...said, entry, isRepeated: false };
  }

  /**
   * Ends what is in work under a key.
   *
   * @returns the entries that were in work.
   * @throws {RangeError} when there are none.
   */
  decide(businessKey: string, decision: Decision): readonly HandlingEntry[] {
    const pending = this.ledger.under(businessKey).filter(({ result }) => result.status === 'pending');
    if (pending.length === 0) throw new RangeError(`nothing is in work under ${businessKey}`);
    const at = this.#site.clock();
    for (const entry of pending) {
      entry.result =
        decision.outcome === 'done'
          ? { status: 'done', at, outputs: outputsOf(entry, { site: this.#site, manner: this.#manner }) }
          : {
              status: 'refused',
              at,
              code: decision.code ?? this.#manner.refusals.other.code,
              reason: decision.reason,
            };
    }
    return pending;
  }
}
