import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HolderIdentity } from '../../../domain/HolderIdentity.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { AdapterResources } from '../../AdapterResources.ts';
import { FaultNews } from '../../inbound/FaultNews.ts';
import { applicantOf } from '../../steps/applicantOf.ts';
import { businessFor } from '../../steps/businessFor.ts';
import { expectStep } from '../../steps/expectStep.ts';
import type { RecentOrders } from '../../steps/RecentOrders.ts';
import { type NotDoneCodes, resultOfRefusal } from '../../steps/resultOfRefusal.ts';
import type { StepBook } from '../../steps/StepBook.ts';
import type { StepPort, StepQuery } from '../../steps/StepPort.ts';
import { weighResults } from '../../steps/weighResults.ts';
import { badResponse } from '../../transport/badResponse.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { isNotSent } from '../../transport/isNotSent.ts';
import { NotSent } from '../../transport/NotSent.ts';
import type { AskNode } from './AskNode.ts';
import { BUSINESSES, type NodeBusiness } from './businesses.ts';
import { entriesBody, HANDLING_STATES, type NodeEntry } from './handlingWire.ts';
import type { NodeAnswer } from './NodeAnswer.ts';
import { OwnerLost } from './OwnerLost.ts';
import type { AmountUnit } from './options.ts';
import { toEntryResult } from './toEntryResult.ts';
import { toOrderBody } from './toOrderBody.ts';
import { withoutBars } from './withoutBars.ts';

/** 返回码 of GJJB01 and GJJB03 after which it is certain that nothing was done. */
const NOT_DONE: NotDoneCodes = {
  forNow: new Set(['1001', '1003', '2002', '9001', '9002']),
  lasting: new Set(['1004', '2001', '2003', '2004', '2005', '2008']),
};
const TOO_SOON: StepResult = { outcome: 'UNKNOWN', code: 'TOO_SOON' };
/** 办理状态 that belongs to each kind of answer to an order. */
const STATE_OF = {
  DONE: HANDLING_STATES.done,
  LATER: HANDLING_STATES.inWork,
  REFUSED: HANDLING_STATES.refused,
} as const satisfies Record<NodeAnswer['kind'], string>;

export interface SettlementNodeStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly ask: AskNode;
  readonly unit: AmountUnit;
  readonly book: StepBook;
  /** Which keys this process has sent lately: that the hub has no entry says nothing then. */
  readonly recent: RecentOrders;
  readonly onFault: AdapterResources['onInboundFault'];
}

interface Asked {
  readonly businessKey: string;
  readonly collaborationNumber: string;
  readonly applicant: HolderIdentity;
  readonly business: NodeBusiness;
}

/**
 * What a centre behind a settlement hub can be asked to do. The hub does twice what it is sent twice and does not say so,
 * but can be asked by the business key; what takes longer is told later in a file.
 *
 * @see docs/dialects/settlement-node.md, 12
 */
export class SettlementNodeSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction> = new Set(Object.keys(BUSINESSES).filter(isStepAction));
  readonly dedupes = false;
  readonly #options: SettlementNodeStepsOptions;
  readonly #news = new FaultNews();

  constructor(options: SettlementNodeStepsOptions) {
    this.#options = options;
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { jurisdiction, book } = this.#options;
    const asked = this.#askedBy(request);
    const { businessKey, collaborationNumber, action } = request;
    const { applicant, business } = asked;
    const body = toOrderBody(request, business.code);
    // A file may overtake the answer.
    await book.note({ businessKey, collaborationNumber, action, applicant: withoutBars(applicant) });
    let answer: NodeAnswer;
    try {
      answer = await this.#order({ asked, body }, signal);
    } catch (error) {
      // Of a sign-in: its codes say nothing about the order, which was not even written.
      if (isNotSent(error)) throw error;
      return resultOfRefusal(error, NOT_DONE);
    }
    const [entry, ...more] = this.#entriesOf(answer);
    const isFitting =
      entry !== undefined &&
      more.length === 0 &&
      entry.BLZT === STATE_OF[answer.kind] &&
      (answer.kind !== 'REFUSED' || entry.JJDM === answer.code);
    if (!isFitting)
      throw badResponse(jurisdiction, 'answered an order with an entry that its code contradicts');
    return this.#read(entry, asked);
  }

  async find(query: StepQuery, signal: AbortSignal): Promise<StepResult | null> {
    const { ask, recent } = this.#options;
    const asked = this.#askedBy(query);
    // Whether it was too soon is judged by the moment of asking, not by that of the answer.
    const isTooSoon = recent.has(query.businessKey);
    const question = {
      transaction: 'GJJB02',
      customer: '',
      body: { YWBH: query.businessKey },
      lines: [],
    } as const;
    const answer = await ask(question, signal);
    if (answer.kind !== 'DONE') {
      throw badResponse(
        this.#options.jurisdiction,
        'answered a query with a status that its code contradicts',
      );
    }
    const entries = this.#entriesOf(answer);
    const { result, isRepeated } = weighResults(entries.map((entry) => this.#read(entry, asked)));
    if (isRepeated) this.#alarm(query.businessKey);
    return result === null && isTooSoon ? TOO_SOON : result;
  }

  async #order(
    { asked, body }: { readonly asked: Asked; readonly body: ReturnType<typeof toOrderBody> },
    signal: AbortSignal,
  ): Promise<NodeAnswer> {
    const { ask, recent } = this.#options;
    const transaction = asked.business.isCancellation ? 'GJJB03' : 'GJJB01';
    recent.note(asked.businessKey);
    try {
      return await ask({ transaction, customer: asked.applicant.number, body, lines: [] }, signal);
    } catch (error) {
      throw error instanceof TongbanError && error.cause instanceof OwnerLost ? unsent(error) : error;
    } finally {
      recent.note(asked.businessKey);
    }
  }

  #entriesOf({ body }: NodeAnswer): readonly NodeEntry[] {
    const { jurisdiction } = this.#options;
    const { rows } = expectShape(body, { shape: entriesBody, jurisdiction });
    if (rows === '') return [];
    if (rows.row.length !== rows['@hs'])
      throw badResponse(jurisdiction, 'gave another number of rows than it says');
    return rows.row;
  }

  /** @throws {TongbanError} for an entry about another step, person or business, or without what it promises. */
  #read(entry: NodeEntry, asked: Asked): StepResult {
    const { jurisdiction, unit } = this.#options;
    const { YWBH: businessKey, XTBH: collaborationNumber, ZJHM: number, XINGMING: name } = entry;
    expectStep({ asked, answered: { businessKey, collaborationNumber, number, name }, jurisdiction });
    const { business } = asked;
    if (entry.YWDM !== business.code || (entry.BLFX === '2') !== business.isCancellation) {
      throw badResponse(jurisdiction, 'answered about another business');
    }
    return toEntryResult(entry, { business, unit, jurisdiction });
  }

  #askedBy({ businessKey, collaborationNumber, action, parties }: StepQuery): Asked {
    const { jurisdiction } = this.#options;
    const business = businessFor<NodeBusiness>(BUSINESSES, { action, jurisdiction });
    return { businessKey, collaborationNumber, applicant: applicantOf(parties), business };
  }

  #alarm(businessKey: string): void {
    const reason = `${businessKey} was done, or is in work, more than once`;
    if (this.#news.isNew(reason)) this.#options.onFault({ kind: 'repeated step', reason });
  }
}

/** No owner was found that could have sent it. */
function unsent({ code, message, jurisdiction, retryAfter }: TongbanError): TongbanError {
  return new TongbanError(code, message, {
    ...(jurisdiction === undefined ? {} : { jurisdiction }),
    retryable: true,
    ...(retryAfter === undefined ? {} : { retryAfter }),
    cause: new NotSent('no owner took it'),
  });
}
