import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { businessFor } from '../../steps/businessFor.ts';
import { type NotDoneCodes, resultOfRefusal } from '../../steps/resultOfRefusal.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';
import type { StepPort, StepQuery } from '../../steps/StepPort.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { BUSINESSES } from './businesses.ts';
import { type HandlingAnswer, handlingAnswer } from './handlingWire.ts';
import type { PinyinRestClient } from './PinyinRestClient.ts';
import { toStepResult } from './toStepResult.ts';
import { toSubmission } from './toSubmission.ts';

/** 返回码 of `/ywbl/submit` after which it is certain that nothing was done. */
const NOT_DONE: NotDoneCodes = {
  forNow: new Set(['1001', '1002', '1003', '3001', '3002']),
  lasting: new Set(['2001', '2002', '2009', '2010', '2011']),
};
/** 对接流水号不存在: the centre never heard of the key. HTTP gives it the status of an interface that is not there. */
const NEVER_HEARD = '2004';

export interface PinyinRestStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: PinyinRestClient;
  readonly system: GuardedSystem;
}

/**
 * What housing fund centres that speak the pinyin REST dialect can be asked to do: the answer comes in the exchange, the
 * centre has one effect for one key, and can be asked what became of it.
 *
 * @see docs/dialects/pinyin-rest.md, 8
 */
export class PinyinRestSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction> = new Set(Object.keys(BUSINESSES).filter(isStepAction));
  readonly dedupes = true;
  readonly #options: PinyinRestStepsOptions;

  constructor(options: PinyinRestStepsOptions) {
    this.#options = options;
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { client, system, jurisdiction } = this.#options;
    const business = this.#businessFor(request);
    const asked = { ...request, applicant: applicantOf(request.parties) };
    const call = {
      path: '/ywbl/submit',
      payload: toSubmission(request, business.code),
      shape: handlingAnswer,
    };
    let answer: HandlingAnswer;
    try {
      answer = await system.write('submitStep', (callSignal) => client.ask(call, callSignal), signal);
    } catch (error) {
      return resultOfRefusal(error, NOT_DONE);
    }
    return toStepResult(answer, { asked, business, jurisdiction });
  }

  async find(query: StepQuery, signal: AbortSignal): Promise<StepResult | null> {
    const { client, system, jurisdiction } = this.#options;
    const business = this.#businessFor(query);
    const asked = { ...query, applicant: applicantOf(query.parties) };
    const call = {
      path: '/ywbl/query',
      payload: { DJLSH: query.businessKey },
      shape: handlingAnswer,
    };
    try {
      const answer = await system.read('findStep', (callSignal) => client.ask(call, callSignal), signal);
      return toStepResult(answer, { asked, business, jurisdiction });
    } catch (error) {
      if (error instanceof TongbanError && error.upstreamCode === NEVER_HEARD) return null;
      throw error;
    }
  }

  #businessFor({ action }: Pick<StepRequest, 'action'>): StepBusiness {
    return businessFor<StepBusiness>(BUSINESSES, { action, jurisdiction: this.#options.jurisdiction });
  }
}
