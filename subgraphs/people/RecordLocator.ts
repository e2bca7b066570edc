import type { RecordIndexPort } from '../../adapters/record-index/port.ts';
import { limitTime } from '../../domain/limitTime.ts';
import type { Holder } from './Holder.ts';
import type { HolderVault } from './HolderVault.ts';
import type { IndexReport, LocatedHolder } from './LocatedHolder.ts';
import type { IndexAnswer, PlaceStore, StoredPlaces } from './storage/PlaceStore.ts';
import { withHeard } from './withHeard.ts';

/** The national index, and how it is used. */
export interface IndexUse {
  readonly port: RecordIndexPort;
  /** How old its word about a holder may be before it is asked again, ms. */
  readonly refreshAfterMs: number;
  /** How long a caller waits for it, ms; what is known without it is shown then. */
  readonly timeoutMs: number;
  /**
   * Told when it did not answer or its answer could not be kept, for the log; never with anything about the persons asked
   * about.
   */
  readonly onFailure: (error: unknown) => void;
}

/** Milliseconds for which the index is not asked again about somebody about whom it failed. */
const REST_MS = 10_000;
const MAX_RESTING = 10_000;

/** Whom the index is asked about, of all holders of one question. */
interface Asking {
  readonly due: readonly Holder[];
  readonly ids: readonly string[];
  readonly stored: readonly StoredPlaces[];
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
  readonly #restingUntil = new Map<string, number>();

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

    // A check that lies in the future is a clock's error.
    const isDue = ({ checkedAt }: StoredPlaces) =>
      checkedAt === null || checkedAt > now() || now() - checkedAt >= index.refreshAfterMs;
    const due = holders.filter(
      ({ id }, position) => stored[position] !== undefined && isDue(stored[position]) && !this.#isResting(id),
    );
    const known = due.length === 0 ? stored : await this.#learn({ due, ids, stored }, index, signal);
    return known.map((entry) => withReport(entry, reportedState(entry, isDue(entry))));
  }

  /** @returns what is stored now, and what was heard where that could not be stored. */
  async #learn(
    { due, ids, stored }: Asking,
    index: IndexUse,
    signal: AbortSignal,
  ): Promise<readonly StoredPlaces[]> {
    const { store, now } = this.#options;
    const askedAt = now();
    const answers = await this.#ask(due, index, signal);
    const heard = due.flatMap(({ id: holderId }, position): IndexAnswer[] => {
      const places = answers[position];
      if (places !== undefined && !(places instanceof Error)) return [{ holderId, places }];
      this.#rest(holderId);
      return [];
    });
    if (heard.length === 0) return stored;
    try {
      await store.recordIndex(heard, askedAt, now());
      return await store.find(ids);
    } catch (error) {
      // Places that we do know must not disappear because our database takes nothing at the moment.
      index.onFailure(error);
      const byHolder = new Map(heard.map(({ holderId, places }) => [holderId, places]));
      return stored.map((entry, position) => withHeard(entry, byHolder.get(ids[position] ?? ''), askedAt));
    }
  }

  /** Whether the index failed about this holder a moment ago: the next callers do not wait for it again. */
  #isResting(holderId: string): boolean {
    const leftMs = (this.#restingUntil.get(holderId) ?? 0) - this.#options.now();
    // A longer rest than there is was begun before the clock was set back.
    return leftMs > 0 && leftMs <= REST_MS;
  }

  #rest(holderId: string): void {
    // Whoever rests longest is forgotten; that costs one question.
    const [eldest] = this.#restingUntil.keys();
    if (this.#restingUntil.size >= MAX_RESTING && eldest !== undefined) this.#restingUntil.delete(eldest);
    this.#restingUntil.delete(holderId);
    this.#restingUntil.set(holderId, this.#options.now() + REST_MS);
  }

  async #ask(holders: readonly Holder[], index: IndexUse, signal: AbortSignal) {
    const identities = holders.map((holder) => this.#options.vault.open(holder));
    const limit = limitTime(signal, index.timeoutMs);
    try {
      const answers = await index.port.findPlaces(identities, limit.signal);
      for (const answer of answers) if (answer instanceof Error) index.onFailure(answer);
      return answers;
    } catch (error) {
      signal.throwIfAborted();
      index.onFailure(error);
      return [];
    } finally {
      limit.release();
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
