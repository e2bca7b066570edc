import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { businessFor } from '../../steps/businessFor.ts';
import { type NotDoneCodes, resultOfRefusal } from '../../steps/resultOfRefusal.ts';
import type { StepPort } from '../../steps/StepPort.ts';
import type { AnswerEnvelope } from '../../transport/data-exchange/answerEnvelope.ts';
import type { DataExchangeClient } from '../../transport/data-exchange/DataExchangeClient.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { doneData, failedData } from './handlingWire.ts';
import { SERVICES, type StepService } from './services.ts';
import { toDealBody } from './toDealBody.ts';
import { type DealReading, toDone } from './toDone.ts';
import { toNotDone } from './toNotDone.ts';

const SUCCESS = '200';
/** 失败: what it means stands in its data, where it has any. */
const FAILURE = '300';

/**
 * 返回码, and HTTP statuses, after which it is certain that nothing was done. Not `303`: a nonce of ours is used once, so
 * where it was seen before, something on the way has sent our call twice, and the first one may have been done.
 */
const NOT_DONE: NotDoneCodes = {
  forNow: new Set(['302', '308', '309', 'HTTP 404', 'HTTP 405']),
  lasting: new Set(['301', '304', '305', '306', '307']),
};

export interface DataExchangeStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: DataExchangeClient;
  readonly system: GuardedSystem;
  /** Whether the system has one effect for one key. */
  readonly dedupes: boolean;
}

/**
 * What public security systems that speak the data exchange dialect can be asked to do. The answer comes in the exchange
 * and is final. They cannot be asked what became of a call: where they dedupe, it is sent again, else a person asks.
 *
 * @see docs/dialects/data-exchange.md, 8
 */
export class DataExchangeSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction> = new Set(Object.keys(SERVICES).filter(isStepAction));
  readonly dedupes: boolean;
  readonly find = null;
  readonly #options: DataExchangeStepsOptions;

  constructor(options: DataExchangeStepsOptions) {
    this.#options = options;
    this.dedupes = options.dedupes;
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { system, jurisdiction } = this.#options;
    const { action, parties } = request;
    const service = businessFor<StepService>(SERVICES, { action, jurisdiction });
    const reading: DealReading = { request, applicant: applicantOf(parties), service, jurisdiction };
    const payload = toDealBody(request);
    try {
      return await system.write(
        'submitStep',
        (callSignal) => this.#deal(reading, payload, callSignal),
        signal,
      );
    } catch (error) {
      return resultOfRefusal(error, NOT_DONE);
    }
  }

  async #deal(reading: DealReading, payload: object, signal: AbortSignal): Promise<StepResult> {
    const { client, jurisdiction } = this.#options;
    const answer = await client.call({ serviceId: reading.service.code, payload }, signal);
    if (answer.code === SUCCESS) {
      const [row] = expectShape(client.unwrap(answer.data), { shape: doneData, jurisdiction });
      return toDone(row, reading);
    }
    if (!saysMore(answer)) throw client.toRefusal(answer);
    const [row] = expectShape(client.unwrap(answer.data), { shape: failedData, jurisdiction });
    return toNotDone(row, reading);
  }
}

const saysMore = ({ code, data }: AnswerEnvelope): boolean => code === FAILURE && data != null;
