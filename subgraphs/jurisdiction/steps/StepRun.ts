import type { Logger } from 'pino';
import type { StepPort } from '../../../adapters/steps/StepPort.ts';
import { isNotSent } from '../../../adapters/transport/isNotSent.ts';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { describeError } from '../../serving/describeError.ts';
import { errorCodeOf } from '../../serving/errorCodeOf.ts';
import { faultPoint } from '../../serving/faultPoint.ts';
import type { LeaseClock } from '../LeaseClock.ts';
import type { OwnedStepRow } from '../storage/OwnedStepRow.ts';
import type { StepJournal } from '../storage/StepJournal.ts';
import { callSystem } from './callSystem.ts';
import type { JournaledStep } from './JournaledStep.ts';
import type { OwnershipKeeper } from './OwnershipKeeper.ts';
import { resultOf } from './resultOf.ts';
import type { StepLimits } from './stepLimits.ts';
import type { StepState } from './stepState.ts';
import { storePatiently } from './storePatiently.ts';

export interface StepRunOptions {
  readonly journal: StepJournal;
  readonly port: StepPort;
  readonly clock: LeaseClock;
  readonly logger: Logger;
  readonly limits: StepLimits;
  /** As it stood when it was taken up. */
  readonly step: JournaledStep;
  readonly request: StepRequest;
  readonly owned: OwnedStepRow;
  readonly keeper: OwnershipKeeper;
}

/** What one process does about a step that it has taken up: asks, sends, stores what comes of it. */
export class StepRun {
  readonly #options: StepRunOptions;

  constructor(options: StepRunOptions) {
    this.#options = options;
  }

  /** @param isWanted - whether it is sent where the system has never heard of it. */
  async go(isUnsent: boolean, isWanted: boolean): Promise<StepResult> {
    await faultPoint('journal.claimed');
    return isUnsent ? this.#send() : this.#ask(isWanted);
  }

  async #ask(isWanted: boolean): Promise<StepResult> {
    const { port, request, step, limits } = this.#options;
    const { find } = port;
    if (find === null) return this.#settle(resultOf({ ...step, isOwned: false }));
    let found: StepResult | null;
    try {
      found = await faultPoint(
        'journal.found',
        this.#call((signal) => find.call(port, request, signal)),
      );
    } catch (error) {
      this.#tell(error, 'a system could not say what became of a step');
      return this.#settle(this.#stillOpen(errorCodeOf(error)));
    }
    if (found !== null) return this.#settle(found);

    // It said that it had taken it; what it is asked may not know of that yet.
    if (step.state === 'PENDING') return this.#settle({ outcome: 'PENDING' });
    const isCertain = port.dedupes || (step.sentAgoMs ?? 0) >= limits.neverHeardMs;
    if (!isCertain) return this.#settle({ outcome: 'UNKNOWN', code: 'NOT_CERTAIN_YET' });
    if (isWanted) return this.#send();
    return this.#settle({ outcome: 'FAILED', code: 'NEVER_HEARD', retryAfterSeconds: null });
  }

  async #send(): Promise<StepResult> {
    const { port, request, owned, keeper, step } = this.#options;
    if (keeper.signal.aborted) {
      const state = step.state === 'SENT' ? 'UNKNOWN' : step.state;
      return this.#settle(resultOf({ ...step, isOwned: false }), state);
    }
    if (!(await faultPoint('journal.sent', owned.intend()))) return this.#answer();
    let result: StepResult;
    let state: StepState | undefined;
    try {
      result = await faultPoint(
        'journal.answered',
        this.#call((signal) => port.submit(request, signal)),
      );
    } catch (error) {
      this.#tell(error, 'a step did not end well');
      const notSent = isNotSent(error);
      result = notSent ? toFailure(error) : { outcome: 'UNKNOWN', code: errorCodeOf(error) };
      if (notSent) state = 'RECEIVED';
    }
    return this.#settle(result, state);
  }

  #call<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
    return callSystem(call, this.#options);
  }

  async #settle(result: StepResult, state?: StepState): Promise<StepResult> {
    const { owned } = this.#options;
    const isStored = await faultPoint(
      'journal.stored',
      storePatiently(() => owned.settle(result, state), this.#options),
    );
    return isStored ? result : this.#answer();
  }

  /** The row is not ours any more: whatever we know does not count. */
  async #answer(): Promise<StepResult> {
    const { journal, owned } = this.#options;
    const step = await journal.look(owned.stepKey);
    return step === null ? { outcome: 'UNKNOWN', code: 'INTERRUPTED' } : resultOf(step);
  }

  #stillOpen(code: string): StepResult {
    return this.#options.step.state === 'PENDING' ? { outcome: 'PENDING' } : { outcome: 'UNKNOWN', code };
  }

  #tell(error: unknown, what: string): void {
    const { logger, owned } = this.#options;
    logger.warn({ stepKey: owned.stepKey, error: describeError(error) }, what);
  }
}

function toFailure(error: unknown): StepResult {
  const retryAfterSeconds = error instanceof TongbanError ? (error.retryAfter ?? null) : null;
  return { outcome: 'FAILED', code: errorCodeOf(error), retryAfterSeconds };
}
