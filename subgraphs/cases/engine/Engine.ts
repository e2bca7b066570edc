import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { describeError } from '../../serving/describeError.ts';
import type { StepClaim } from '../storage/claimSteps.ts';
import type { EnginePlace } from '../storage/findDuePlaces.ts';
import type { PlaceHealth } from '../storage/PlaceHealth.ts';
import type { StepRows } from '../storage/StepRows.ts';
import type { ClaimedStep } from './ClaimedStep.ts';
import { HEARTBEAT_MS } from './leaseTimes.ts';
import { PlacePump } from './PlacePump.ts';
import type { PlaceReport } from './StepRunner.ts';

/** How often the tables are looked through for what nobody was woken for: lost workers, pauses that are over. */
const SWEEP_MS = 2_000;
/** After a turn that ended by an error of our own. */
const GIVEN_BACK_SECONDS = 5;
/** Steps at one place at a time in this process. */
const STEPS_PER_PLACE = 16;

export interface EngineOptions {
  claim(claim: StepClaim): Promise<readonly ClaimedStep[]>;
  findDuePlaces(): Promise<readonly EnginePlace[]>;
  run(step: ClaimedStep, signal: AbortSignal): Promise<PlaceReport | null>;
  readonly rows: StepRows;
  readonly health: PlaceHealth;
  readonly logger: Logger;
}

/** Does the steps of all places, as one of any number of workers. */
export class Engine {
  readonly #options: EngineOptions;
  /** Anew with every start: what a process before us had claimed is taken over, not resumed. */
  readonly #owner = randomUUID();
  readonly #pumps = new Map<string, PlacePump>();
  readonly #pumping = new Set<Promise<void>>();
  readonly #owned = new Set<string>();
  readonly #stopping = new AbortController();
  #timers: NodeJS.Timeout[] = [];

  constructor(options: EngineOptions) {
    this.#options = options;
  }

  start(): void {
    this.#timers = [
      setInterval(() => void this.#beat(), HEARTBEAT_MS),
      setInterval(() => void this.#sweep(), SWEEP_MS),
    ];
    void this.#sweep();
  }

  /** Looks what is due at these places. */
  wake(places: readonly EnginePlace[]): void {
    if (this.#stopping.signal.aborted) return;
    for (const place of places) {
      const pumping = this.#pumpOf(place)
        .pump()
        .catch((error: unknown) => this.#warn('steps of a place could not be claimed', error))
        .finally(() => this.#pumping.delete(pumping));
      this.#pumping.add(pumping);
    }
  }

  /** Claims nothing new, and lets turns that were begun end within a time; what does not another worker may take at once. */
  async stop(withinMs: number): Promise<void> {
    this.#stopping.abort();
    const late = AbortSignal.timeout(withinMs);
    await Promise.race([
      Promise.all(this.#pumping),
      new Promise((resolve) => late.addEventListener('abort', resolve, { once: true })),
    ]);
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#owned.size === 0) return;
    await this.#options.rows
      .release(this.#owner)
      .catch((error: unknown) => this.#warn('leases could not be given back', error));
  }

  #pumpOf(place: EnginePlace): PlacePump {
    const name = `${place.subgraph}/${place.division}`;
    const known = this.#pumps.get(name);
    if (known !== undefined) return known;
    const pump = new PlacePump({
      claim: async (limit) => this.#claim(place, limit),
      run: (step) => this.#run(step),
      report: (report) => this.#report(place, report),
      limit: STEPS_PER_PLACE,
    });
    this.#pumps.set(name, pump);
    return pump;
  }

  async #claim(place: EnginePlace, limit: number): Promise<readonly ClaimedStep[]> {
    if (this.#stopping.signal.aborted) return [];
    const steps = await this.#options.claim({ ...place, owner: this.#owner, limit });
    for (const { stepKey } of steps) this.#owned.add(stepKey);
    return steps;
  }

  async #run(step: ClaimedStep): Promise<PlaceReport | null> {
    try {
      return await this.#options.run(step, new AbortController().signal);
    } catch (error) {
      this.#warn('a step was given up', error);
      await this.#giveBack(step, error);
      return null;
    } finally {
      this.#owned.delete(step.stepKey);
    }
  }

  /** Else the lease ends by itself, and the step is taken over as after a crash; five of them and it is a person's. */
  async #giveBack(step: ClaimedStep, error: unknown): Promise<void> {
    // What its case refuses, it refuses again: that is no overload.
    if (error instanceof TongbanError && !error.retryable) return;
    await this.#options.rows
      .giveBack(step, GIVEN_BACK_SECONDS)
      .catch((failure: unknown) => this.#warn('a step could not be given back', failure));
  }

  async #report({ subgraph, division }: EnginePlace, report: PlaceReport): Promise<boolean> {
    const { health } = this.#options;
    try {
      if (report.isAway) await health.wasAway(subgraph, division, report.retryAfterSeconds);
      else await health.wasWell(subgraph, division);
      return !report.isAway;
    } catch (error) {
      this.#warn('how a place was could not be noted', error);
      return false;
    }
  }

  async #beat(): Promise<void> {
    if (this.#owned.size === 0) return;
    await this.#options.rows
      .keep(this.#owner, [...this.#owned])
      .catch((error: unknown) => this.#warn('leases could not be kept', error));
  }

  async #sweep(): Promise<void> {
    await this.#options
      .findDuePlaces()
      .then((places) => this.wake(places))
      .catch((error: unknown) => this.#warn('what is due could not be found', error));
  }

  #warn(message: string, error: unknown): void {
    this.#options.logger.warn({ error: describeError(error) }, message);
  }
}
