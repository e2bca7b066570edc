import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { FaultNews } from '../../inbound/FaultNews.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { businessFor } from '../../steps/businessFor.ts';
import { expectStep } from '../../steps/expectStep.ts';
import type { RecentOrders } from '../../steps/RecentOrders.ts';
import { type NotDoneCodes, resultOfRefusal } from '../../steps/resultOfRefusal.ts';
import type { StepPort, StepQuery } from '../../steps/StepPort.ts';
import { weighResults } from '../../steps/weighResults.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { expectShape } from '../../transport/expectShape.ts';
import type { GuardedSystem } from '../../transport/GuardedSystem.ts';
import { BUSINESSES, type CipherBusiness } from './businesses.ts';
import { type CipherEntry, orderAnswer, queryAnswer } from './handlingWire.ts';
import type { AnyCall, NationalCipherClient } from './NationalCipherClient.ts';
import { toEntryResult } from './toEntryResult.ts';
import { toInnerRefusal } from './toInnerRefusal.ts';
import { toOrder } from './toOrder.ts';
import { innerAnswer } from './wire.ts';

const SUCCESS = '0000';
/** 无此业务. */
const NEVER_HEARD = '2002';
/** Codes of the gateway, and statuses, after which it is certain that nothing was done. */
const OUTER_NOT_DONE: NotDoneCodes = {
  forNow: new Set(['4005', '4006', '5030']),
  lasting: new Set(['4001', '4002', '4003', '4004', '4007', 'HTTP 404', 'HTTP 405', 'HTTP 413']),
};
/** Codes of the system behind it; the same number may mean something else there. */
const INNER_NOT_DONE: NotDoneCodes = {
  forNow: new Set(['9001']),
  lasting: new Set(['3001', '3003', '3004']),
};
const TOO_SOON: StepResult = { outcome: 'UNKNOWN', code: 'TOO_SOON' };

export interface NationalCipherStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly client: NationalCipherClient;
  readonly system: GuardedSystem;
  /** Which keys this process has sent lately: that the system knows of no entry says nothing then. */
  readonly recent: RecentOrders;
  readonly onFault: AdapterResources['onInboundFault'];
}

interface Asked {
  readonly businessKey: string;
  readonly collaborationNumber: string;
  readonly applicant: HolderIdentity;
  readonly business: CipherBusiness;
}

/** What the inner layer said, once both layers were good. */
interface InnerWord {
  readonly code: string;
  readonly business: unknown;
}

/**
 * What social insurance systems behind a gateway of the national ciphers can be asked to do. They do twice what they are
 * sent twice and do not say so, but can be asked by the business key.
 *
 * @see docs/dialects/national-cipher.md, 10
 */
export class NationalCipherSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction> = new Set(Object.keys(BUSINESSES).filter(isStepAction));
  readonly dedupes = false;
  readonly #options: NationalCipherStepsOptions;
  readonly #news = new FaultNews();

  constructor(options: NationalCipherStepsOptions) {
    this.#options = options;
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { jurisdiction, system, recent } = this.#options;
    const asked = this.#askedBy(request);
    const { code: businessCode, isCancellation } = asked.business;
    const call = {
      service: isCancellation ? 'SBC303' : 'SBC301',
      business: toOrder(request, businessCode),
    } as const;
    let inner: InnerWord | null = null;
    const order = async (callSignal: AbortSignal) => {
      recent.note(request.businessKey);
      try {
        inner = await this.#exchange(call, callSignal);
      } finally {
        recent.note(request.businessKey);
      }
      // Within the guard, whose breaker judges it.
      if (inner.code !== SUCCESS) throw toInnerRefusal(inner.code, jurisdiction);
      return expectShape(inner.business, { shape: orderAnswer, jurisdiction }).result;
    };
    let entry: CipherEntry;
    try {
      entry = await system.write('submitStep', order, signal);
    } catch (error) {
      return resultOfRefusal(error, inner === null ? OUTER_NOT_DONE : INNER_NOT_DONE);
    }
    return this.#read(entry, asked);
  }

  async find(query: StepQuery, signal: AbortSignal): Promise<StepResult | null> {
    const { jurisdiction, system, recent } = this.#options;
    const asked = this.#askedBy(query);
    // Whether it was too soon is judged by the moment of asking, not by that of the answer.
    const isTooSoon = recent.has(query.businessKey);
    const call = { service: 'SBC302', business: { bizNo: query.businessKey } } as const;
    const entries = await system.read<readonly CipherEntry[]>(
      'findStep',
      async (callSignal) => {
        const { code, business } = await this.#exchange(call, callSignal);
        if (code === NEVER_HEARD) return [];
        if (code !== SUCCESS) throw toInnerRefusal(code, jurisdiction);
        return expectShape(business, { shape: queryAnswer, jurisdiction }).list;
      },
      signal,
    );
    const { result, isRepeated } = weighResults(entries.map((entry) => this.#read(entry, asked)));
    if (isRepeated) this.#alarm(query.businessKey);
    return result === null && isTooSoon ? TOO_SOON : result;
  }

  async #exchange(call: AnyCall, signal: AbortSignal): Promise<InnerWord> {
    const { client, jurisdiction } = this.#options;
    const business = await client.exchange(call, signal);
    return { code: expectShape(business, { shape: innerAnswer, jurisdiction }).rtnCode, business };
  }

  /** @throws {TongbanError} for an entry about another step, person or business, or without what it promises. */
  #read(entry: CipherEntry, asked: Asked): StepResult {
    const { jurisdiction } = this.#options;
    const { bizNo: businessKey, caseNo: collaborationNumber, person } = entry;
    const answered = { businessKey, collaborationNumber, number: person.aac002, name: person.aac003 };
    expectStep({ asked, answered, jurisdiction });
    const { business } = asked;
    if (entry.bizCode !== business.code || entry.isCancel !== business.isCancellation) {
      throw badResponse(jurisdiction, 'answered about another business');
    }
    return toEntryResult(entry, { business, jurisdiction });
  }

  #askedBy({ businessKey, collaborationNumber, action, parties }: StepQuery): Asked {
    const { jurisdiction } = this.#options;
    const business = businessFor<CipherBusiness>(BUSINESSES, { action, jurisdiction });
    return { businessKey, collaborationNumber, applicant: applicantOf(parties), business };
  }

  #alarm(businessKey: string): void {
    const reason = `${businessKey} was done, or is in work, more than once`;
    if (this.#news.isNew(reason)) this.#options.onFault({ kind: 'repeated step', reason });
  }
}
