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
  'BAD_REQUEST',
  'BAD_USER_INPUT',
  'CONFLICT',
  'FORBIDDEN',
  'NOT_FOUND',
  'NOT_OFFERED',
]);
/** What only a person at the place can find out about. */
const CANNOT_BE_ASKED = 'CANNOT_BE_ASKED';
/** How often in a row whether something happened is asked before a person is. */
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

  async run(step: ClaimedStep, signal: AbortSignal): Promise<PlaceReport> {
    await faultPoint('engine.claimed');
    if (step.crashes >= MAX_CRASHES) return this.#park(step, 'WORKER_LOST_REPEATEDLY');
    const place = this.#options.places.find(step.subgraph, step.division);
    // It was connected when the case began: the file that says so is not there yet, or is being mended.
    if (place === null) return this.#fail(step, 'JURISDICTION_NOT_CONNECTED', null);

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
        if (known !== null && !mayBeSent(known)) return known;
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
        await tell(step, { outcome: 'UNKNOWN', code }, { isParked: true, inSeconds: 0, attempts: 0 });
      else {
        const attempts = step.attempts + 1;
        await rows.postpone(step, { state: step.state, inSeconds: pollSeconds(attempts), attempts, code });
      }
      return null;
    }
  }

  #warn(step: ClaimedStep, { audience }: StepPlace, error: unknown): void {
    const { logger } = this.#options;
    logger.warn({ step: step.stepKey, place: audience, error: describeError(error) }, 'a step was not done');
  }

  async #conclude(step: ClaimedStep, result: StepResult): Promise<PlaceReport> {
    const { tell } = this.#options;
    if (result.outcome === 'FAILED') {
      if (LASTING.has(result.code)) return this.#park(step, result.code);
      return this.#fail(step, result.code, result.retryAfterSeconds);
    }
    if (result.outcome === 'DONE' || result.outcome === 'REFUSED') {
      await tell(step, result, { isParked: false, inSeconds: 0, attempts: 0 });
      await faultPoint('engine.told');
      return { isAway: false };
    }
    const attempts = step.state === result.outcome ? step.attempts + 1 : 1;
    const isParked =
      result.outcome === 'UNKNOWN' && (result.code === CANNOT_BE_ASKED || attempts >= MAX_QUESTIONS);
    await tell(step, result, { isParked, inSeconds: pollSeconds(attempts), attempts });
    return { isAway: false };
  }

  /** It may have arrived although no answer came: it is asked for before it is sent again. */
  async #fail(step: ClaimedStep, code: string, retryAfterSeconds: number | null): Promise<PlaceReport> {
    const attempts = step.state === 'SENT' ? step.attempts + 1 : 1;
    const inSeconds = Math.max(retryAfterSeconds ?? 0, pollSeconds(attempts));
    await this.#options.rows.postpone(step, { state: 'SENT', inSeconds, attempts, code });
    return { isAway: true, retryAfterSeconds };
  }

  async #park(step: ClaimedStep, code: string): Promise<PlaceReport> {
    await this.#options.tell(
      step,
      { outcome: 'UNKNOWN', code },
      { isParked: true, inSeconds: 0, attempts: 0 },
    );
    return { isAway: false };
  }
}

/** Nothing happened, or nobody can tell: the place knows by the key whether to do it, to ask or to leave it. */
const mayBeSent = (known: StepResult): boolean =>
  known.outcome === 'FAILED' || (known.outcome === 'UNKNOWN' && known.code !== CANNOT_BE_ASKED);

const codeOf = (error: unknown): string =>
  error instanceof TongbanError ? error.code : 'INTERNAL_SERVER_ERROR';
