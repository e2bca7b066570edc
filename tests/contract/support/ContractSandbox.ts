import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { z } from 'zod';
import type { AdapterResources } from '../../../adapters/AdapterResources.ts';
import type { PlaceStore } from '../../../adapters/inbound/PlaceStore.ts';
import type { Place } from '../../../adapters/Place.ts';
import { parseDivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { Fault } from '../../../sandbox/faults/Fault.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/startSandbox.ts';
import { createMemoryStore } from '../../adapters/support/createMemoryStore.ts';
import type { TestPostgres } from '../../support/withPostgres.ts';
import { CONTRACT_NOW } from './contractNow.ts';
import { createResources } from './createResources.ts';
import { DIALECTS, type Dialect } from './dialects.ts';
import { ExchangeGrounds } from './ExchangeGrounds.ts';
import { idOf } from './idOf.ts';
import { OpenedStores } from './OpenedStores.ts';
import type { Questions } from './Questions.ts';
import { isTold } from './toldDialects.ts';

/** A fault as an operator writes it: what has a default may be left out. */
export type GivenFault = { readonly kind: Fault['kind'] } & Readonly<Record<string, unknown>>;

/** Calls that passed the system's door, and the persons that they asked about. */
export interface CallCount {
  readonly calls: number;
  readonly persons: number;
  readonly duplicates: number;
}

/** An adapter of a place, and what differs from an ordinary one. */
export interface GivenConnection {
  /** Default: the system's own. */
  readonly url?: string;
  /** In place of those that the system has. */
  readonly options?: object;
  /** What differs from those of `createResources`; by default the store is the place's own. */
  readonly resources?: Partial<AdapterResources>;
}

const callRows = z.array(
  z.object({
    system: z.string(),
    operation: z.string(),
    calls: z.number(),
    persons: z.number(),
    duplicates: z.number(),
  }),
);
const pushState = z.object({ waiting: z.number() });
/** The hub's sign-in: it asks about nobody. */
const SIGN_IN = 'JSQD01';
/** How long a system may take to tell everything, milliseconds. */
const LONGEST_TELLING_MS = 90_000;

/** Simulated systems, and the port by which they are made to fail; the clock stands at `CONTRACT_NOW`. */
export class ContractSandbox {
  readonly #sandbox: Sandbox;
  readonly #grounds: ExchangeGrounds;
  readonly #stores: OpenedStores | null;
  readonly #folder: string;
  readonly #stops: (() => Promise<void>)[] = [];
  #connections = 0;

  private constructor(
    sandbox: Sandbox,
    { grounds, stores, folder }: { grounds: ExchangeGrounds; stores: OpenedStores | null; folder: string },
  ) {
    this.#sandbox = sandbox;
    this.#grounds = grounds;
    this.#stores = stores;
    this.#folder = folder;
  }

  /**
   * @param ids - the systems needed, `department/jurisdiction`.
   * @param postgres - for systems that exchange tables, and for the stores of places that need one.
   */
  static async start(ids: readonly string[], postgres?: TestPostgres): Promise<ContractSandbox> {
    const wanted = new Set(ids);
    const folder = await mkdtemp(join(tmpdir(), 'tongban-contract-'));
    const exchangeDatabaseUrl = postgres === undefined ? undefined : await postgres.createDatabase();
    const sandbox = await startSandbox({
      systems: ({ id }) => wanted.has(id),
      clock: () => CONTRACT_NOW,
      exchangeFolder: folder,
      exchangePollMs: 0,
      ...(exchangeDatabaseUrl === undefined ? {} : { exchangeDatabaseUrl }),
    });
    const stores = postgres === undefined ? null : await OpenedStores.open(ids, postgres);
    return new ContractSandbox(sandbox, { grounds: new ExchangeGrounds(), stores, folder });
  }

  /** @throws {RangeError} for a system that was not started. */
  place(id: string): Place {
    const { jurisdiction, dialect, url, options } = this.#system(id);
    const polling = 'pollSeconds' in options ? { pollSeconds: 0.05 } : {};
    return {
      jurisdiction: parseDivisionCode(jurisdiction),
      dialect,
      url,
      options: { ...options, ...polling },
      inbound: { host: '127.0.0.1', port: 0 },
    };
  }

  /** The store that all adapters of the place share unless they are given another one; without a database each has its own. */
  store(id: string): PlaceStore | null {
    return this.#stores?.of(id) ?? null;
  }

  /** An empty store of the place, for adapters that know of nothing yet. */
  createStore(id: string): Promise<PlaceStore> {
    if (this.#stores === null) throw new RangeError('there is no database');
    return this.#stores.create(id);
  }

  /**
   * One more adapter of a place. One that asks through a thing of which a place has one, its node, runs until `close`;
   * others only read.
   */
  async connect(dialect: Dialect, jurisdiction: string, given: GivenConnection = {}): Promise<Questions> {
    const questions = this.#connect(dialect, jurisdiction, given);
    if (!isTold(dialect) && questions.inbound !== undefined) await this.#start(questions);
    return questions;
  }

  /** One more adapter of a place, which takes what its system sends until it is stopped, or `close`. */
  async listen(
    dialect: Dialect,
    jurisdiction: string,
    given: GivenConnection = {},
  ): Promise<Questions & { readonly stop: () => Promise<void> }> {
    const questions = this.#connect(dialect, jurisdiction, given);
    const { url, stop } = await this.#start(questions);
    if (url !== null) await this.#admin('PUT', `/systems/${idOf(dialect, jurisdiction)}/callback`, { url });
    return { ...questions, stop };
  }

  /** Lets a system that is told of, not asked, tell everything, and an adapter take all of it. */
  async tell(dialect: Dialect, jurisdiction: string) {
    const listening = await this.listen(dialect, jurisdiction);
    await this.run(idOf(dialect, jurisdiction));
    await this.everythingTaken(idOf(dialect, jurisdiction));
    return listening;
  }

  /** One run of a system that works in runs; nothing for others. */
  async run(id: string): Promise<void> {
    if (ExchangeGrounds.isOne(this.place(id))) await this.#admin('POST', `/systems/${id}/run`);
  }

  /** Resolves when nothing waits any more that the system has to tell. */
  async everythingTaken(id: string): Promise<void> {
    await vi.waitFor(
      async () => {
        if ((await this.waiting(id)) > 0) throw new Error(`${id} has not told everything yet`);
      },
      { timeout: LONGEST_TELLING_MS, interval: 50 },
    );
  }

  /** Messages, rows or batches that the system has for us and that nobody has dealt with. */
  async waiting(id: string): Promise<number> {
    const place = this.place(id);
    if (ExchangeGrounds.isOne(place)) return this.#grounds.waiting(place);
    return pushState.parse(await this.#admin('GET', `/systems/${id}/callback`)).waiting;
  }

  /** Asks about holders until the system has answered about every one of them. */
  async acquaint(dialect: Dialect, jurisdiction: string, holders: readonly HolderIdentity[]): Promise<void> {
    const { signal } = new AbortController();
    const { lists } = await this.connect(dialect, jurisdiction);
    await vi.waitFor(
      async () => {
        const answers = await Promise.all(lists.map(({ ask }) => ask(holders, signal)));
        if (!answers.flat().some((entry) => entry instanceof TongbanError)) return;
        await this.run(idOf(dialect, jurisdiction));
        throw new Error('it has not answered about everybody yet');
      },
      { timeout: LONGEST_TELLING_MS, interval: 100 },
    );
    // Lists in pages may come in files of their own.
    await this.everythingTaken(idOf(dialect, jurisdiction));
  }

  async setFault(id: string, fault: GivenFault): Promise<void> {
    await this.#admin('PUT', `/systems/${id}/fault`, fault);
  }

  async clearFault(id: string): Promise<void> {
    await this.#admin('DELETE', `/systems/${id}/fault`);
  }

  /** Since the start, or the last `resetCalls`; without sign-ins. */
  async callsOf(id: string): Promise<CallCount> {
    this.#system(id);
    const rows = callRows.parse(await this.#admin('GET', '/calls'));
    const ours = rows.filter(({ system, operation }) => system === id && operation !== SIGN_IN);
    const sum = (field: keyof CallCount) => ours.reduce((total, row) => total + row[field], 0);
    return { calls: sum('calls'), persons: sum('persons'), duplicates: sum('duplicates') };
  }

  async resetCalls(): Promise<void> {
    await this.#admin('POST', '/calls/reset');
  }

  async close(): Promise<void> {
    await Promise.all(this.#stops.splice(0).map((stop) => stop()));
    await this.#sandbox.close();
    await this.#stores?.close();
    await this.#grounds.close();
    // A request that was under way may still be written.
    await rm(this.#folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
  }

  #system(id: string) {
    const system = this.#sandbox.systems.find((running) => running.id === id);
    if (system === undefined) throw new RangeError(`${id} was not started`);
    return system;
  }

  #connect(dialect: Dialect, jurisdiction: string, { url, options, resources }: GivenConnection): Questions {
    const id = idOf(dialect, jurisdiction);
    const place = this.place(id);
    // Each in a millisecond of its own: within one, what two processes number may meet by chance, and in time it would.
    const at = CONTRACT_NOW + this.#connections++;
    return DIALECTS[dialect].connect(
      { ...place, url: url ?? place.url, options: { ...place.options, ...options } },
      createResources({ now: () => at, store: this.store(id) ?? createMemoryStore(), ...resources }),
    );
  }

  async #start({ inbound }: Questions) {
    if (inbound === undefined) throw new RangeError('there is nothing to start');
    const running = await inbound.start();
    let stopped: Promise<void> | undefined;
    const stop = () => {
      stopped ??= running.stop();
      return stopped;
    };
    this.#stops.push(stop);
    return { url: running.url, stop };
  }

  async #admin(method: string, path: string, body?: object): Promise<unknown> {
    const init = body === undefined ? { method } : { method, body: JSON.stringify(body) };
    const response = await fetch(`${this.#sandbox.adminUrl}${path}`, init);
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${path}: ${JSON.stringify(answer)}`);
    return answer;
  }
}
