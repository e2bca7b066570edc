import type { Logger } from 'pino';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { describeError } from '../../serving/describeError.ts';
import { faultPoint } from '../../serving/faultPoint.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { StepJournal } from '../storage/StepJournal.ts';
import { AskTimes } from './AskTimes.ts';
import { nextMove } from './nextMove.ts';
import { OwnershipKeeper } from './OwnershipKeeper.ts';
import { resultOf } from './resultOf.ts';
import { StepRun } from './StepRun.ts';
import { DEFAULT_STEP_LIMITS, type StepLimits } from './stepLimits.ts';

export interface StepDeskOptions {
  readonly journal: StepJournal;
  readonly port: StepPort;
  readonly clock: LeaseClock;
  readonly logger: Logger;
  readonly limits?: Partial<StepLimits>;
}

/**
 * Where cases has steps done at one place. What was begun outlives the caller who asked for it: a caller who cannot wait
 * any longer hears PENDING, and what comes of it is owed.
 */
export class StepDesk {
  readonly #options: StepDeskOptions;
  readonly #limits: StepLimits;
  readonly #asked: AskTimes;
  readonly #running = new Map<Promise<unknown>, OwnershipKeeper | null>();

  constructor(options: StepDeskOptions) {
    this.#options = options;
    this.#limits = { ...DEFAULT_STEP_LIMITS, ...options.limits };
    this.#asked = new AskTimes(options.clock, this.#limits.askAgainMs);
  }

  /**
   * Has a step done, unless it was done, or is under way.
   *
   * @throws {TongbanError} CONFLICT: the key stands for another request; INTERNAL_SERVER_ERROR: the journal is away.
   */
  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    await faultPoint('journal.receiving');
    await faultPoint('journal.received', this.#options.journal.receive(request));
    const result = await this.#attend(request.stepKey, true, signal);
    if (result === null) throw new Error('a step that was received is gone');
    return result;
  }

  /** Where a step stands; a system that can be asked is asked. `null` for a key that is not known. */
  async look(stepKey: string, signal: AbortSignal): Promise<StepResult | null> {
    return this.#attend(stepKey, false, signal);
  }

  /** Lets what was begun end, for so many milliseconds; then it is aborted, and stored as far as it is known. */
  async stop(drainMs: number): Promise<void> {
    const cancel = this.#options.clock.schedule(drainMs, () => {
      for (const keeper of this.#running.values()) keeper?.abort('The server is stopping');
    });
    while (this.#running.size > 0) await Promise.allSettled(this.#running.keys());
    cancel();
  }

  /** Goes on with a step while its caller waits. */
  async #attend(stepKey: string, isWanted: boolean, signal: AbortSignal): Promise<StepResult | null> {
    const { journal, logger } = this.#options;
    const run = this.#advance(stepKey, isWanted);
    const cut = new Promise<'CUT'>((resolve) => {
      if (signal.aborted) resolve('CUT');
      signal.addEventListener('abort', () => resolve('CUT'), { once: true });
    });
    const first = await Promise.race([run, cut]);
    if (first !== 'CUT') return first;

    run.catch((error: unknown) => {
      logger.error({ stepKey, error: describeError(error) }, 'a step failed that nobody waits for');
    });
    const step = await journal.look(stepKey);
    return step === null ? null : resultOf(step);
  }

  async #advance(stepKey: string, isWanted: boolean): Promise<StepResult | null> {
    const { journal, port, clock } = this.#options;
    const takenAt = clock.now();
    const begun = await journal.begin(stepKey, (step) =>
      nextMove(step, { isWanted, port, mayAsk: this.#asked.mayAsk(stepKey) }),
    );
    if (begun === null) return null;
    const { step, move, owned } = begun;
    if (owned === null || step.request === null) return resultOf(step);

    const keeper = new OwnershipKeeper({ clock, takenAt, renew: () => owned.renew() });
    const run = new StepRun({
      ...this.#options,
      limits: this.#limits,
      step,
      request: step.request,
      owned,
      keeper,
    });
    if (move === 'ASK') this.#asked.note(stepKey);
    const running = run.go(move === 'SEND', isWanted).finally(() => {
      keeper.release();
      this.#running.delete(running);
    });
    this.#running.set(running, keeper);
    return running;
  }
}
