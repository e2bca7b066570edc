import { randomUUID } from 'node:crypto';
import type { Logger } from 'pino';
import type { CasesPort } from '../../../adapters/steps/CasesPort.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ContextKeyConfig } from '../../serving/contextKeyConfig.ts';
import { contextKeyFor } from '../../serving/contextKeyFor.ts';
import { describeError } from '../../serving/describeError.ts';
import { faultPoint } from '../../serving/faultPoint.ts';
import { signCallContext } from '../../serving/signCallContext.ts';
import { stepResultsAudience } from '../../serving/stepResultsAudience.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { OwedResult, StepForwards } from '../storage/StepForwards.ts';

export interface StepForwarderOptions {
  readonly subgraph: string;
  readonly forwards: StepForwards;
  /** Cases, by the place that speaks. */
  readonly cases: ReadonlyMap<DivisionCode, CasesPort>;
  /** A master, or the key of the one place that speaks. */
  readonly contextKey: ContextKeyConfig;
  readonly clock: LeaseClock;
  readonly logger: Logger;
}

/** Told at a time. */
const BATCH = 8;
/** What another replica stored, or left behind, is looked for so often, milliseconds. */
const LOOK_MS = 5_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;
const BUDGET_MS = 5_000;

/** Tells cases what came of steps after it was told to wait, until cases has it; goes on after a crash. */
export class StepForwarder {
  readonly #options: StepForwarderOptions;
  readonly #stopping = new AbortController();
  #failures = 0;
  #isDue = false;
  #round: Promise<void> | null = null;
  #cancel: () => void = () => undefined;

  constructor(options: StepForwarderOptions) {
    this.#options = options;
  }

  start(): void {
    this.#options.forwards.listen(() => this.#wake());
    this.#begin();
  }

  /** Gives up what is under way; it is told after the next start. */
  async stop(): Promise<void> {
    this.#stopping.abort(new TongbanError('DEADLINE_EXCEEDED', 'The server is stopping'));
    this.#cancel();
    await this.#round;
  }

  /** While cases is away nobody is in a hurry. */
  #wake(): void {
    if (this.#failures > 0) return;
    if (this.#round === null) this.#begin();
    else this.#isDue = true;
  }

  #begin(): void {
    if (this.#stopping.signal.aborted) return;
    this.#cancel();
    this.#isDue = false;
    this.#round = this.#tellAll().finally(() => {
      this.#round = null;
      if (this.#isDue && this.#failures === 0) return this.#begin();
      if (!this.#stopping.signal.aborted) {
        this.#cancel = this.#options.clock.schedule(this.#pauseMs(), () => this.#begin());
      }
    });
  }

  #pauseMs(): number {
    if (this.#failures === 0) return LOOK_MS;
    return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(this.#failures - 1, 10));
  }

  async #tellAll(): Promise<void> {
    const { forwards, logger } = this.#options;
    try {
      while (!this.#stopping.signal.aborted) {
        const owed = await forwards.claim(BATCH);
        const outcomes = await Promise.allSettled(owed.map((result) => this.#tell(result)));
        const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
        // One result that cases does not take must not keep the others from it.
        if (failed[0] !== undefined && failed.length === owed.length) throw failed[0].reason;
        this.#failures = 0;
        if (owed.length === 0) break;
      }
    } catch (error) {
      this.#failures += 1;
      logger.warn(
        { failures: this.#failures, error: describeError(error) },
        'cases could not be told of a step',
      );
    }
  }

  async #tell(owed: OwedResult): Promise<void> {
    const { subgraph, forwards, cases } = this.#options;
    const { jurisdiction, stepKey, result } = owed;
    await faultPoint('journal.telling');
    try {
      const report = { jurisdiction, subgraph, stepKey, result };
      const { signal } = this.#stopping;
      const told = cases.get(jurisdiction)?.tell(report, this.#context(jurisdiction), signal);
      await faultPoint('journal.told', Promise.resolve(told));
    } catch (error) {
      await faultPoint('journal.released', forwards.release(owed));
      throw error;
    }
    await faultPoint('journal.noted', forwards.noteTold(owed));
  }

  #context(jurisdiction: DivisionCode): string {
    const { subgraph, contextKey } = this.#options;
    const audience = stepResultsAudience(subgraph, jurisdiction);
    return signCallContext({
      audience,
      contextKey: contextKeyFor(audience, contextKey),
      now: Date.now(),
      budgetMs: BUDGET_MS,
      requestId: randomUUID(),
      caller: {
        issuer: 'tongban',
        subject: `${subgraph}/${jurisdiction}`,
        portal: '',
        scopes: ['step-results'],
        purpose: 'step-results',
      },
    });
  }
}
