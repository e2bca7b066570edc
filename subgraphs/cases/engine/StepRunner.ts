import type { Logger } from 'pino';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { describeError } from '../../serving/describeError.ts';
import { errorCodeOf } from '../../serving/errorCodeOf.ts';
import { faultPoint } from '../../serving/faultPoint.ts';
import type { SealedStepRequest, StepClient } from '../client/StepClient.ts';
import type { StepPlace, StepPlaces } from '../client/StepPlaces.ts';
import type { StepRows } from '../storage/StepRows.ts';
import type { ClaimedStep } from './ClaimedStep.ts';
import { failureKind } from './failureKind.ts';
import { pollSeconds } from './pollSeconds.ts';
import type { PrepareStep } from './prepareStep.ts';
import type { TellableResult } from './stepVerdict.ts';

/** A step that a worker lost as often as this is what loses them. */
const MAX_CRASHES = 5;
/** What only a person at the place can find out about. */
const CANNOT_BE_ASKED = 'CANNOT_BE_ASKED';
/** How often in a row whether something happened is asked before a person is. */
const MAX_QUESTIONS = 8;
/** Turns in a row at a step after which its failing is a person's; a place that is away is waited for without end. */
const MAX_FAILURES = { SYSTEM: 20, NOT_LET_IN: 12, AWAY: Number.POSITIVE_INFINITY } as const;

/** How the place was, where something was asked of it. */
export type PlaceReport =
  | { readonly isAway: false }
  | { readonly isAway: true; readonly retryAfterSeconds: number | null };

export interface StepRunnerOptions {
  readonly places: StepPlaces;
  readonly client: StepClient;
  readonly rows: StepRows;
  readonly prepare: PrepareStep;
  /** Tells the case, and ends the turn at the step, in one transaction. */
  tell(
    step: ClaimedStep,
    result: TellableResult,
    how: { readonly isParked: boolean; readonly inSeconds: number; readonly attempts: number },
  ): Promise<void>;
  readonly logger: Logger;
}

/**
 * One turn at one step, from the claim to its result. Safe to be cut off anywhere and to be done twice: the row says how
 * far it was, and the server of the place remembers the step by its key.
 */
export class StepRunner {
  readonly #options: StepRunnerOptions;

  constructor(options: StepRunnerOptions) {
    this.#options = options;
  }

  /** @returns `null` where the turn says nothing of how the place is. */
  async run(step: ClaimedStep, signal: AbortSignal): Promise<PlaceReport | null> {
    await faultPoint('engine.claimed');
    if (step.crashes >= MAX_CRASHES) return this.#park(step, 'WORKER_LOST_REPEATEDLY');
    const place = this.#options.places.find(step.subgraph, step.division);
    // It was connected when the case began: the file that says so is not there yet, or is being mended.
    if (place === null) {
      const code = 'JURISDICTION_NOT_CONNECTED';
      return this.#fail(step, { outcome: 'FAILED', code, retryAfterSeconds: null }, step.state);
    }

    const result = await this.#ask(step, place, signal);
    if (result === null) return null;
    return this.#conclude(step, result);
  }

  /** `null`: nothing was asked, and the step is given back. */
  async #ask(step: ClaimedStep, place: StepPlace, signal: AbortSignal): Promise<StepResult | null> {
    const { client } = this.#options;
    try {
      // Whatever may have been sent is asked for first.
      if (step.state !== 'READY') {
        const known = await faultPoint('engine.asked', client.get(place, step.stepKey, signal));
        if (known !== null && !mayBeSent(known)) return known;
      }
      const request = await this.#prepare(step, place, signal);
      if (request === null) return null;
      await faultPoint('engine.sent');
      return await faultPoint('engine.answered', client.put(place, request, signal));
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(step, place, error);
      return { outcome: 'FAILED', code: errorCodeOf(error), retryAfterSeconds: null };
    }
  }

  /** What is ours and not the place's that fails costs the place nothing. */
  async #prepare(
    step: ClaimedStep,
    place: StepPlace,
    signal: AbortSignal,
  ): Promise<SealedStepRequest | null> {
    const { prepare } = this.#options;
    try {
      return await faultPoint('engine.prepared', prepare(step, place.jurisdiction, signal));
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(step, place, error);
      await this.#fail(
        step,
        { outcome: 'FAILED', code: errorCodeOf(error), retryAfterSeconds: null },
        step.state,
      );
      return null;
    }
  }

  #warn(step: ClaimedStep, { audience }: StepPlace, error: unknown): void {
    const { logger } = this.#options;
    logger.warn({ step: step.stepKey, place: audience, error: describeError(error) }, 'a step was not done');
  }

  async #conclude(step: ClaimedStep, result: StepResult): Promise<PlaceReport | null> {
    if (result.outcome === 'FAILED') {
      const report = await this.#fail(step, result, 'SENT');
      const { code } = result;
      if (report !== null && failureKind(code) === 'NOT_LET_IN')
        this.#options.logger.warn({ step: step.stepKey, code }, 'a place lets no step in');
      return report;
    }
    if (result.outcome === 'DONE' || result.outcome === 'REFUSED') {
      await this.#tell(step, result, { isParked: false, inSeconds: 0, attempts: 0 });
      return { isAway: false };
    }
    const attempts = step.state === result.outcome ? step.attempts + 1 : 1;
    const isParked =
      result.outcome === 'UNKNOWN' && (result.code === CANNOT_BE_ASKED || attempts >= MAX_QUESTIONS);
    await this.#tell(step, result, { isParked, inSeconds: pollSeconds(attempts), attempts });
    return { isAway: false };
  }

  /** @param state - `SENT`: it may have arrived although no answer came, and is asked for before it is sent again. */
  async #fail(
    step: ClaimedStep,
    { code, retryAfterSeconds, isLasting }: Failure,
    state: ClaimedStep['state'],
  ): Promise<PlaceReport | null> {
    const kind = failureKind(code);
    if (kind === 'LASTING' || isLasting === true) return this.#park(step, code);
    const isAgain = step.state === state && step.code !== null && failureKind(step.code) === kind;
    const attempts = isAgain ? step.attempts + 1 : 1;
    if (attempts >= MAX_FAILURES[kind]) return this.#park(step, code);
    const inSeconds = Math.max(retryAfterSeconds ?? 0, pollSeconds(attempts));
    await this.#postpone(step, { state, inSeconds, attempts, code });
    return kind === 'SYSTEM' ? null : { isAway: true, retryAfterSeconds };
  }

  /** Whatever it is for: it says nothing of how the place is. */
  async #park(step: ClaimedStep, code: string): Promise<null> {
    await this.#tell(step, { outcome: 'UNKNOWN', code }, { isParked: true, inSeconds: 0, attempts: 0 });
    return null;
  }

  async #tell(...told: Parameters<StepRunnerOptions['tell']>): Promise<void> {
    await faultPoint('engine.told', this.#options.tell(...told));
  }

  async #postpone(...postponed: Parameters<StepRows['postpone']>): Promise<void> {
    await faultPoint('engine.postponed', this.#options.rows.postpone(...postponed));
  }
}

type Failure = Extract<StepResult, { readonly outcome: 'FAILED' }>;

/** Nothing happened, or nobody can tell: the place knows by the key whether to do it, to ask or to leave it. */
const mayBeSent = (known: StepResult): boolean =>
  (known.outcome === 'FAILED' && known.isLasting !== true) ||
  (known.outcome === 'UNKNOWN' && known.code !== CANNOT_BE_ASKED);
