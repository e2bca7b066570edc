import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { PlaceStore } from '../../adapters/inbound/PlaceStore.ts';
import type { DivisionCode } from '../../domain/divisionCode.ts';
import { describeError } from '../serving/describeError.ts';
import type { LeaseClock } from './LeaseClock.ts';
import type { PlaceKey } from './PlaceKey.ts';
import { PlaceVault } from './PlaceVault.ts';
import { processClock } from './processClock.ts';
import { DatabaseLeases } from './storage/DatabaseLeases.ts';
import { HELD_ANSWER_MS } from './storage/heldAnswerMs.ts';
import type { JurisdictionDatabase } from './storage/JurisdictionDatabase.ts';
import { openDatabase } from './storage/openDatabase.ts';
import { PlaceInbox } from './storage/PlaceInbox.ts';
import { PlaceRequests } from './storage/PlaceRequests.ts';
import { PlaceStepAnswers } from './storage/PlaceStepAnswers.ts';
import { prepareDatabase } from './storage/prepareDatabase.ts';
import { purgeOld } from './storage/purgeOld.ts';
import { StepForwards } from './storage/StepForwards.ts';
import { StepJournal } from './storage/StepJournal.ts';
import { StepSeal } from './storage/StepSeal.ts';
import { StoredRecords } from './storage/StoredRecords.ts';

export interface PlaceStoresOptions {
  readonly databaseUrl: string;
  /** At least 32 bytes. */
  readonly storeKey: Uint8Array;
  readonly subgraph: string;
  /** Of the places that this server serves. */
  readonly jurisdictions: readonly DivisionCode[];
  /** How long bodies of messages are kept, days. */
  readonly retentionDays: number;
  readonly logger: Logger;
  /** How long an answer to a step that is not known waits for it, milliseconds; default 15 minutes. */
  readonly heldAnswerMs?: number;
  /** Of the leases; default the process's. */
  readonly clock?: LeaseClock;
}

const HOUSEKEEPING_MS = 3_600_000;

/** The stores of all places of one server, over a pool of connections for those who ask and one for what is sent. */
export class PlaceStores {
  readonly #options: PlaceStoresOptions;
  readonly #clock: LeaseClock;
  /** Of what this process is at. */
  readonly #owner = randomUUID();
  readonly #reads: JurisdictionDatabase;
  readonly #writes: JurisdictionDatabase;
  readonly #stores = new Map<DivisionCode, PlaceStore>();
  readonly #journals = new Map<DivisionCode, StepJournal>();
  readonly #seals = new Map<DivisionCode, StepSeal>();
  readonly #leases: DatabaseLeases[] = [];
  /** Results of steps that cases is owed, of all places. */
  readonly forwards: StepForwards;
  #housekeeping: Promise<void> = Promise.resolve();
  #cancelHousekeeping: () => void = () => undefined;
  readonly #closing = new AbortController();
  #closed: Promise<void> | null = null;

  private constructor(options: PlaceStoresOptions) {
    this.#options = options;
    this.#clock = options.clock ?? processClock;
    this.#reads = openDatabase({ ...options, use: 'reads' });
    this.#writes = openDatabase({ ...options, use: 'writes' });
    this.forwards = new StepForwards({
      database: this.#writes,
      subgraph: options.subgraph,
      seals: this.#seals,
    });
  }

  /**
   * Makes or updates the tables, checks the key, and removes what is too old now and every hour.
   *
   * @throws {Error} with one line: the database cannot be used, or was made with another store key.
   */
  static async open(options: PlaceStoresOptions): Promise<PlaceStores> {
    const stores = new PlaceStores(options);
    try {
      await stores.#prepare();
    } catch (error) {
      await stores.close();
      throw error;
    }
    stores.#keepHouse();
    return stores;
  }

  /** The store of one of the places given. */
  storeFor(jurisdiction: DivisionCode): PlaceStore {
    const store = this.#stores.get(jurisdiction);
    if (store === undefined) throw new RangeError(`no store was opened for ${jurisdiction}`);
    return store;
  }

  /** The step journal of one of the places given. */
  journalFor(jurisdiction: DivisionCode): StepJournal {
    const journal = this.#journals.get(jurisdiction);
    if (journal === undefined) throw new RangeError(`no journal was opened for ${jurisdiction}`);
    return journal;
  }

  /** Gives up all leases and closes the connections; call it when no adapter uses the stores any more. */
  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #prepare(): Promise<void> {
    const { subgraph, storeKey, jurisdictions } = this.#options;
    const vaults = jurisdictions.map((jurisdiction) => {
      const place = { subgraph, jurisdiction };
      return [place, new PlaceVault(storeKey, place)] as const;
    });
    await prepareDatabase(this.#writes, vaults);
    for (const [place, vault] of vaults) this.#openPlace(place, vault);
  }

  #openPlace(place: PlaceKey, vault: PlaceVault): void {
    const leases = new DatabaseLeases(this.#reads, place, this.#clock);
    const announce = () => this.forwards.announce();
    this.#leases.push(leases);
    this.#seals.set(place.jurisdiction, new StepSeal(vault));
    this.#journals.set(
      place.jurisdiction,
      // Somebody waits for it, and no burst of messages may keep an owner from renewing.
      new StepJournal({
        database: this.#reads,
        place,
        vault,
        owner: this.#owner,
        heldAnswerMs: this.#options.heldAnswerMs ?? HELD_ANSWER_MS,
        onOwed: announce,
      }),
    );
    this.#stores.set(place.jurisdiction, {
      records: new StoredRecords(this.#reads, place, vault),
      inbox: new PlaceInbox(this.#writes, place, vault),
      requests: new PlaceRequests(this.#writes, place, vault),
      leases,
      steps: new PlaceStepAnswers({ database: this.#writes, place, vault, onTaken: announce }),
      digest: (bytes) => vault.digestBytes(bytes).toString('hex'),
    });
  }

  #keepHouse(): void {
    this.#housekeeping = this.#purge().then(() => {
      if (this.#closed !== null) return;
      this.#cancelHousekeeping = this.#clock.schedule(HOUSEKEEPING_MS, () => this.#keepHouse());
    });
  }

  async #purge(): Promise<void> {
    const { logger, ...options } = this.#options;
    try {
      const bodies = await purgeOld(this.#writes, options, this.#closing.signal);
      if (bodies > 0) logger.info({ bodies }, 'bodies of old messages were removed');
    } catch (error) {
      logger.warn({ error: describeError(error) }, 'what is too old could not be removed');
    }
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    this.#cancelHousekeeping();
    await this.#housekeeping;
    await Promise.all(this.#leases.map((leases) => leases.leaveAll()));
    await Promise.all([this.#reads.destroy(), this.#writes.destroy()]);
  }
}
