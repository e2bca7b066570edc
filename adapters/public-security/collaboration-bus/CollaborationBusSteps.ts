import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { businessFor } from '../../steps/businessFor.ts';
import { type NotDoneCodes, resultOfRefusal } from '../../steps/resultOfRefusal.ts';
import type { StepBook } from '../../steps/StepBook.ts';
import type { StepPort } from '../../steps/StepPort.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { BUSINESSES, type BusBusiness } from './businesses.ts';
import type { CollaborationBusClient, Delivery, DeliveryAck } from './CollaborationBusClient.ts';
import { toRefusal } from './toRefusal.ts';
import { toStepRecord } from './toStepRecord.ts';

/** 返回码 after which it is certain that nothing was taken. */
const NOT_TAKEN: NotDoneCodes = {
  forNow: new Set(['-20', '-21']),
  lasting: new Set(['-1', '-2', '-3', '-4', '-5', '-6', '-7', '-8', '-10']),
};
/** Those that come as a bare text; any other text is not the bus's. */
const BARE: ReadonlySet<string> = new Set(['-1', '-2', '-10', '-21']);
/** 超过上限 in the ack of an application; 无可撤销业务 in that of a cancellation. */
const LIMIT_OR_NOTHING = '-7';
/** 系统内部错误 of a RECORD: later. */
const RECORD_FAILED = '-99';
const LATER_SECONDS = 10;

export interface CollaborationBusStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: CollaborationBusClient;
  readonly system: GuardedSystem;
  readonly book: StepBook;
  readonly now: () => number;
}

/**
 * What a collaboration bus can be asked to do. A step is never done by an ack: the answer comes to our listener, once more
 * where the same application is sent again. Nothing can be asked for.
 *
 * @see docs/dialects/collaboration-bus.md, 13
 */
export class CollaborationBusSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction> = new Set(Object.keys(BUSINESSES).filter(isStepAction));
  readonly dedupes = true;
  readonly find = null;
  readonly #options: CollaborationBusStepsOptions;

  constructor(options: CollaborationBusStepsOptions) {
    this.#options = options;
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { jurisdiction, system, book, now } = this.#options;
    const { businessKey, collaborationNumber, action } = request;
    const business = businessFor<BusBusiness>(BUSINESSES, { action, jurisdiction });
    const delivery: Delivery = {
      businessClass: business.businessClass,
      collaborationNumber,
      messageNumber: businessKey,
      at: now(),
      records: [toStepRecord(request, business.code)],
    };
    // Feedback may overtake the ack.
    await book.note({ businessKey, collaborationNumber, action, applicant: applicantOf(request.parties) });
    try {
      return await system.write(
        'submitStep',
        (callSignal) => this.#deliver(delivery, business, callSignal),
        signal,
      );
    } catch (error) {
      return resultOfRefusal(error, NOT_TAKEN);
    }
  }

  async #deliver(delivery: Delivery, business: BusBusiness, signal: AbortSignal): Promise<StepResult> {
    const { jurisdiction, client, now } = this.#options;
    const ack = await client.deliver(delivery, signal);
    const { code, message, isBare, recoversAt } = ack;
    if (isBare && !BARE.has(code)) return { outcome: 'UNKNOWN', code };
    if (code === business.success) return this.#resultOf(ack);
    if (code === LIMIT_OR_NOTHING && business.isCancellation) {
      return { outcome: 'REFUSED', code, reason: message };
    }
    throw toRefusal(code, { jurisdiction, recoversAt, at: now() });
  }

  #resultOf({ refused }: DeliveryAck): StepResult {
    const [refusal, ...more] = refused;
    if (refusal === undefined) return { outcome: 'PENDING' };
    const { no, code } = refusal;
    if (no !== 1 || code === null || more.length > 0) {
      throw badResponse(this.#options.jurisdiction, 'refused a RECORD that it was not sent');
    }
    if (code === RECORD_FAILED) return { outcome: 'FAILED', code, retryAfterSeconds: LATER_SECONDS };
    return { outcome: 'FAILED', code, retryAfterSeconds: null, isLasting: true };
  }
}
