import { setTimeout as delay } from 'node:timers/promises';
import type { ExchangeCentre, ExchangeDialect } from '../exchange/ExchangeDialect.ts';
import { createWrongPersonWorld } from '../faults/createWrongPersonWorld.ts';
import type { Fault } from '../faults/Fault.ts';
import type { HandlingDesk } from '../handling/HandlingDesk.ts';
import type { SandboxSite } from '../SandboxDialect.ts';
import type { World } from '../world/World.ts';
import { CallLog } from './CallLog.ts';
import type { RunningSystem } from './RunningSystem.ts';

export interface ExchangeSystemSettings {
  readonly dialect: ExchangeDialect;
  readonly site: SandboxSite;
  /** Database URL or folder, as the dialect needs. */
  readonly ground: string;
  /** Between the end of a run and the next one; 0 = runs are made by the governor only. */
  readonly pollMs: number;
  /** Whether runs by itself wait for `beginRuns`. */
  readonly isHeld: boolean;
  /** Told of every failure that is the sandbox's own. */
  readonly report: (failure: unknown) => void;
}

/** One simulated system that nobody calls: it makes runs, by itself or when the governor says so. */
export class ExchangeSystem implements RunningSystem {
  readonly dialect: ExchangeDialect;
  readonly site: SandboxSite;
  readonly calls = new CallLog();
  readonly desk: HandlingDesk | null;
  readonly #settings: ExchangeSystemSettings;
  #centre: ExchangeCentre | undefined;
  #wrongWorld: World | undefined;
  #fault: Fault | null = null;
  #faultSince = 0;
  #timer: NodeJS.Timeout | undefined;
  #changed = new AbortController();
  #closed = false;
  /** A failure that goes on is told once. */
  #failing = false;
  /** Runs follow one another. */
  #turn: Promise<void> = Promise.resolve();

  constructor(settings: ExchangeSystemSettings) {
    this.#settings = settings;
    this.dialect = settings.dialect;
    this.site = settings.site;
    this.desk = settings.dialect.createDesk(settings.site);
  }

  get id(): string {
    return `${this.site.department}/${this.site.jurisdiction}`;
  }

  get url(): string {
    return this.#centre?.url ?? '';
  }

  get fault(): Fault | null {
    return this.#fault;
  }

  get listening(): boolean {
    return this.#centre !== undefined && !this.#isAway();
  }

  /** @throws {Error} when the tables or folders cannot be made. */
  async start(): Promise<void> {
    const { dialect, ground, isHeld } = this.#settings;
    const site = this.desk === null ? this.site : { ...this.site, desk: this.desk };
    this.#centre = await dialect.open(site, ground).catch((cause: unknown) => {
      // Never the message of a driver: it may hold the URL.
      const what = dialect.needs === 'folder' ? 'folder' : 'database';
      throw new Error(`the ${what} of simulated systems cannot be prepared (${codeOf(cause)})`, { cause });
    });
    if (!isHeld) this.beginRuns();
  }

  readonly beginRuns = (afterMs = 0): void => {
    if (this.#timer === undefined) this.#scheduleRun(afterMs);
  };

  async setFault(fault: Fault | null): Promise<void> {
    if (fault !== null && !this.#canHave(fault)) {
      throw new RangeError(`${fault.kind} is not for ${this.dialect.name} as this place speaks it`);
    }
    this.#fault = fault;
    this.#faultSince = performance.now();
    this.#changed.abort();
    this.#changed = new AbortController();
    // What a run under way writes is still of the old kind; after this nothing is.
    await this.#turn;
  }

  readonly run = (): Promise<void> => {
    const turn = this.#turn.then(() => this.#runOnce());
    this.#turn = turn.catch(() => undefined);
    return turn;
  };

  async close(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#timer);
    this.#changed.abort();
    // A first run tells of everybody, which takes seconds.
    this.#centre?.breakOff();
    await this.#turn;
    await this.#centre?.close();
    this.#centre = undefined;
  }

  async #runOnce(): Promise<void> {
    if (this.#closed || this.#isAway()) return;
    const fault = this.#fault;
    if (fault?.kind === 'latency') {
      // Ends early when the fault is changed: then the run is made without it.
      await delay(fault.ms, undefined, { signal: this.#changed.signal, ref: false }).catch(() => undefined);
    }
    const world = this.#fault?.kind === 'wrong-person' ? this.#wrongPersonWorld() : this.site.world;
    if (this.#closed || this.#isAway()) return;
    const notes = (await this.#centre?.run({ world, fault: this.#fault })) ?? [];
    for (const { operation, asked } of notes) this.calls.note(operation, asked);
  }

  #scheduleRun(afterMs = 0): void {
    const { pollMs, report } = this.#settings;
    if (pollMs === 0 || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.run()
        .then(
          () => {
            this.#failing = false;
          },
          (failure: unknown) => {
            if (!this.#failing && !this.#closed) report(failure);
            this.#failing = true;
          },
        )
        .finally(() => this.#scheduleRun());
    }, pollMs + afterMs).unref();
  }

  #isAway(): boolean {
    const fault = this.#fault;
    if (fault?.kind === 'refuse' || fault?.kind === 'hang') return true;
    if (fault?.kind !== 'flapping') return false;
    return (performance.now() - this.#faultSince) % (fault.upMs + fault.downMs) >= fault.upMs;
  }

  #canHave({ kind }: Fault): boolean {
    if (kind === 'xxe' || kind === 'billion-laughs') return this.dialect.isXml(this.site.options);
    // Bytes that come one by one are what files do here anyway, and rows cannot.
    return kind !== 'trickle';
  }

  #wrongPersonWorld(): World {
    this.#wrongWorld ??= createWrongPersonWorld(this.site.world);
    return this.#wrongWorld;
  }
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'no code';
}
