import type { Logger } from 'pino';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { describeError } from '../../serving/describeError.ts';
import { faultPoint } from '../../serving/faultPoint.ts';
import type { SealedStepRequest, StepClient } from '../client/StepClient.ts';
import type { StepPlace, StepPlaces } from '../client/StepPlaces.ts';
import type { StepRows } from '../storage/StepRows.ts';
import type { ClaimedStep } from './ClaimedStep.ts';
import { pollSeconds } from './pollSeconds.ts';
import type { PrepareStep } from './prepareStep.ts';
import type { TellableResult } from './stepVerdict.ts';

/** A step that a worker lost as often as this is what loses them. */
const MAX_CRASHES = 5;
/** Refusals of a place's server that no repetition mends. */
const LASTING: ReadonlySet<string> = new Set([
  'BAD_USER_INPUT',
  'CONFLICT',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_OFFERED',
  'UNAUTHENTICATED',
]);
/** How often whether something happened is asked before a person is. */
const MAX_QUESTIONS = 8;

/** How the place was. */
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
    how: { readonly isParked: boolean; readonly pollSeconds: number },
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

  async run(step: ClaimedStep, signal: AbortSignal): Promise<PlaceReport> {
    await faultPoint('engine.claimed');
    if (step.crashes >= MAX_CRASHES) return this.#park(step, 'WORKER_LOST_REPEATEDLY');
    const place = this.#options.places.find(step.subgraph, step.division);
    if (place === null) return this.#park(step, 'JURISDICTION_NOT_CONNECTED');

    const result = await this.#ask(step, place, signal);
    if (result === null) return { isAway: false };
    await faultPoint('engine.answered');
    return this.#conclude(step, result);
  }

  /** `null`: nothing was asked, and the step is given back. */
  async #ask(step: ClaimedStep, place: StepPlace, signal: AbortSignal): Promise<StepResult | null> {
    const { client, rows } = this.#options;
    try {
      // Whatever may have been sent is asked for first.
      if (step.state !== 'READY') {
        const known = await client.get(place, step.stepKey, signal);
        if (known !== null && known.outcome !== 'FAILED') return known;
      }
      const request = await this.#prepare(step, place, signal);
      if (request === null || !(await rows.markSent(step))) return null;
      await faultPoint('engine.sent');
      return await client.put(place, request, signal);
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(step, place, error);
      return { outcome: 'FAILED', code: codeOf(error), retryAfterSeconds: null };
    }
  }

  /** What is ours and not the place's that fails costs the place nothing. */
  async #prepare(
    step: ClaimedStep,
    place: StepPlace,
    signal: AbortSignal,
  ): Promise<SealedStepRequest | null> {
    const { prepare, rows, tell } = this.#options;
    try {
      const request = await prepare(step, place.jurisdiction, signal);
      await faultPoint('engine.prepared');
      return request;
    } catch (error) {
      signal.throwIfAborted();
      this.#warn(step, place, error);
      const code = codeOf(error);
      if (LASTING.has(code))
        await tell(step, { outcome: 'UNKNOWN', code }, { isParked: true, pollSeconds: 0 });
      else await rows.postpone(step, { state: step.state, inSeconds: pollSeconds(step.attempts), code });
      return null;
    }
  }

  #warn(step: ClaimedStep, { audience }: StepPlace, error: unknown): void {
    const { logger } = this.#options;
    logger.warn({ step: step.stepKey, place: audience, error: describeError(error) }, 'a step was not done');
  }

  async #conclude(step: ClaimedStep, result: StepResult): Promise<PlaceReport> {
    const { tell, rows } = this.#options;
    switch (result.outcome) {
      case 'DONE':
      case 'REFUSED':
        await tell(step, result, { isParked: false, pollSeconds: 0 });
        await faultPoint('engine.told');
        return { isAway: false };
      case 'PENDING':
        await tell(step, result, { isParked: false, pollSeconds: pollSeconds(step.attempts) });
        return { isAway: false };
      case 'UNKNOWN': {
        const isParked = result.code === 'CANNOT_BE_ASKED' || step.attempts >= MAX_QUESTIONS;
        await tell(step, result, { isParked, pollSeconds: pollSeconds(step.attempts) });
        return { isAway: false };
      }
      case 'FAILED': {
        if (LASTING.has(result.code)) return this.#park(step, result.code);
        const inSeconds = Math.max(result.retryAfterSeconds ?? 0, pollSeconds(step.attempts));
        // It may have arrived although no answer came: it is asked for before it is sent again.
        await rows.postpone(step, {
          state: step.state === 'READY' ? 'UNKNOWN' : step.state,
          inSeconds,
          code: result.code,
        });
        return { isAway: true, retryAfterSeconds: result.retryAfterSeconds };
      }
    }
  }

  async #park(step: ClaimedStep, code: string): Promise<PlaceReport> {
    await this.#options.tell(step, { outcome: 'UNKNOWN', code }, { isParked: true, pollSeconds: 0 });
    return { isAway: false };
  }
}

const codeOf = (error: unknown): string =>
  error instanceof TongbanError ? error.code : 'INTERNAL_SERVER_ERROR';
