import type { z } from 'zod';
import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { FaultNews } from '../../inbound/FaultNews.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { businessFor } from '../../steps/businessFor.ts';
import { RecentOrders } from '../../steps/RecentOrders.ts';
import { type NotDoneCodes, resultOfRefusal } from '../../steps/resultOfRefusal.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';
import type { StepPort, StepQuery } from '../../steps/StepPort.ts';
import { weighResults } from '../../steps/weighResults.ts';
import { badResponse } from '../../transport/badResponse.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { monotonicClock } from '../../transport/monotonicClock.ts';
import { BUSINESSES } from './businesses.ts';
import type { GbkXmlClient } from './GbkXmlClient.ts';
import { handlingBody } from './handlingWire.ts';
import { type StepReading, toStepResult } from './toStepResult.ts';
import { writeInquiry } from './writeInquiry.ts';
import { writeOrder } from './writeOrder.ts';

/** 返回码 of SBJY11, and HTTP statuses, after which it is certain that nothing was done. */
const NOT_DONE: NotDoneCodes = {
  forNow: new Set(['1005', '9000', '9998']),
  lasting: new Set([
    ...['1001', '1002', '1003', '1004', '1006'],
    ...['2001', '2002', '2003'],
    ...['HTTP 404', 'HTTP 405', 'HTTP 413'],
  ]),
};
const TOO_SOON: StepResult = { outcome: 'UNKNOWN', code: 'TOO_SOON' };

export interface GbkXmlStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: GbkXmlClient;
  readonly system: GuardedSystem;
  readonly resources: Pick<AdapterResources, 'clock' | 'onInboundFault'>;
}

/**
 * What social insurance systems that speak XML in GBK can be asked to do. They do twice what they are sent twice, and do
 * not say so; but they can be asked.
 *
 * That they know of no entry says nothing in the first 10 seconds. As long as this process remembers an order under the
 * key, `find` answers UNKNOWN in place of `null` then. Orders that another process sent it cannot remember: callers wait
 * 10 seconds themselves.
 *
 * @see docs/dialects/gbk-xml.md, 10
 */
export class GbkXmlSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction> = new Set(Object.keys(BUSINESSES).filter(isStepAction));
  readonly dedupes = false;
  readonly #options: GbkXmlStepsOptions;
  readonly #recent: RecentOrders;
  readonly #news = new FaultNews();

  constructor(options: GbkXmlStepsOptions) {
    this.#options = options;
    this.#recent = new RecentOrders(options.resources.clock ?? monotonicClock);
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { jurisdiction } = this.#options;
    const reading = this.#readingOf(request);
    const body = writeOrder(request, reading.business.code);
    let rows: z.output<typeof handlingBody>['rows'];
    try {
      rows = await this.#order(request.businessKey, body, signal);
    } catch (error) {
      return resultOfRefusal(error, NOT_DONE);
    }
    const [entry] = rows.row;
    if (entry === undefined || rows['@zhs'] !== 1) {
      throw badResponse(jurisdiction, 'did not answer an order with one entry');
    }
    return toStepResult(entry, reading);
  }

  async find(query: StepQuery, signal: AbortSignal): Promise<StepResult | null> {
    const { client, system } = this.#options;
    const reading = this.#readingOf(query);
    const call = { transaction: 'SBJY12', body: writeInquiry(query.businessKey), shape: handlingBody };
    // Whether it was too soon is judged by the moment of asking, not by that of the answer.
    const isTooSoon = this.#recent.has(query.businessKey);
    const { rows } = await system.read('findStep', (callSignal) => client.ask(call, callSignal), signal);
    const { result, isRepeated } = weighResults(rows.row.map((entry) => toStepResult(entry, reading)));
    if (isRepeated) this.#alarm(query.businessKey);
    return result === null && isTooSoon ? TOO_SOON : result;
  }

  async #order(
    businessKey: string,
    body: Buffer,
    signal: AbortSignal,
  ): Promise<z.output<typeof handlingBody>['rows']> {
    const { client, system } = this.#options;
    const call = { transaction: 'SBJY11', body, shape: handlingBody };
    const send = async (callSignal: AbortSignal) => {
      this.#recent.note(businessKey);
      try {
        return await client.ask(call, callSignal);
      } finally {
        this.#recent.note(businessKey);
      }
    };
    return (await system.write('submitStep', send, signal)).rows;
  }

  #readingOf({ businessKey, collaborationNumber, action, parties }: StepQuery): StepReading {
    const { jurisdiction } = this.#options;
    const business = businessFor<StepBusiness>(BUSINESSES, { action, jurisdiction });
    const asked = { businessKey, collaborationNumber, applicant: applicantOf(parties) };
    return { asked, business, jurisdiction };
  }

  #alarm(businessKey: string): void {
    const reason = `${businessKey} was done, or is in work, more than once`;
    if (this.#news.isNew(reason)) this.#options.resources.onInboundFault({ kind: 'repeated step', reason });
  }
}
