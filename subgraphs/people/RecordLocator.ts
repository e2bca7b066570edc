import type { RecordIndexPort } from '../../adapters/record-index/port.ts';
import type { Holder } from './Holder.ts';
import type { HolderVault } from './HolderVault.ts';
import type { IndexReport, LocatedHolder } from './LocatedHolder.ts';
import type { IndexAnswer, PlaceStore, StoredPlaces } from './storage/PlaceStore.ts';

/** The national index, and how it is used. */
export interface IndexUse {
  readonly port: RecordIndexPort;
  /** How old its word about a holder may be before it is asked again, ms. */
  readonly refreshAfterMs: number;
  /** How long a caller waits for it, ms; what is known without it is shown then. */
  readonly timeoutMs: number;
  /** Told when it did not answer, for the log; never with anything about the persons asked about. */
  readonly onFailure: (error: unknown) => void;
}

export interface RecordLocatorOptions {
  readonly store: PlaceStore;
  readonly vault: HolderVault;
  /** `null` where none is connected: imports and declarations are then all there is. */
  readonly index: IndexUse | null;
  /** Epoch ms. */
  readonly now: () => number;
}

/**
 * Where holders' records lie. The national index is asked about a holder once in a while and its word is kept, beside
 * what imports and the holders themselves said; when it does not answer, what is known serves, with its age.
 */
export class RecordLocator {
  readonly #options: RecordLocatorOptions;

  constructor(options: RecordLocatorOptions) {
    this.#options = options;
  }

  /**
   * @param holders - distinct, at most 500.
   * @returns one entry per holder, in the same order.
   * @throws the signal's reason when it fires, and what our own database throws; never a failure of the index.
   */
  async locate(holders: readonly Holder[], signal: AbortSignal): Promise<readonly LocatedHolder[]> {
    const { store, index, now } = this.#options;
    const ids = holders.map(({ id }) => id);
    const stored = await store.find(ids);
    if (index === null) return stored.map((entry) => withReport(entry, 'NOT_CONNECTED'));

    const isDue = ({ checkedAt }: StoredPlaces) =>
      checkedAt === null || now() - checkedAt >= index.refreshAfterMs;
    const due = holders.filter((_, position) => stored[position] !== undefined && isDue(stored[position]));
    if (due.length === 0) return stored.map((entry) => withReport(entry, 'CURRENT'));

    const learned = await this.#learn(due, index, signal);
    const known = learned ? await store.find(ids) : stored;
    return known.map((entry) => withReport(entry, reportedState(entry, isDue(entry))));
  }

  /** @returns whether anything new was stored. */
  async #learn(holders: readonly Holder[], index: IndexUse, signal: AbortSignal): Promise<boolean> {
    const { store, now } = this.#options;
    const askedAt = now();
    const answers = await this.#ask(holders, index, signal);
    const heard = answers.flatMap((places, position): IndexAnswer[] => {
      const holder = holders[position];
      return holder === undefined || places instanceof Error ? [] : [{ holderId: holder.id, places }];
    });
    if (heard.length > 0) await store.recordIndex(heard, askedAt);
    return heard.length > 0;
  }

  async #ask(holders: readonly Holder[], index: IndexUse, signal: AbortSignal) {
    const identities = holders.map((holder) => this.#options.vault.open(holder));
    try {
      const answers = await index.port.findPlaces(
        identities,
        AbortSignal.any([signal, AbortSignal.timeout(index.timeoutMs)]),
      );
      for (const answer of answers) if (answer instanceof Error) index.onFailure(answer);
      return answers;
    } catch (error) {
      signal.throwIfAborted();
      index.onFailure(error);
      return [];
    }
  }
}

function reportedState({ checkedAt }: StoredPlaces, isDue: boolean): IndexReport['state'] {
  if (checkedAt === null) return 'NEVER_ASKED';
  return isDue ? 'STALE' : 'CURRENT';
}

function withReport({ places, checkedAt }: StoredPlaces, state: IndexReport['state']): LocatedHolder {
  return { places, index: { state, checkedAt } };
}
