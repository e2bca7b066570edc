import type { StepRequest } from '../../../domain/cases/StepRequest.ts';
import type { StepResult } from '../../../domain/cases/StepResult.ts';
import { isStepAction, type StepAction } from '../../../domain/cases/stepAction.ts';
import type { DivisionCode } from '../../../domain/divisionCode.ts';
import { TongbanError } from '../../../domain/TongbanError.ts';
import type { ApplicationRow } from '../../transport/exchange-table/ApplicationRow.ts';
import type { ExchangeApplication, ExchangeTable } from '../../transport/exchange-table/ExchangeTable.ts';
import type { ExchangeTableOptions } from '../../transport/exchange-table/exchangeTableOptions.ts';
import { applicantOf } from '../applicantOf.ts';
import { businessFor } from '../businessFor.ts';
import type { ReversibleBusiness } from '../ReversibleBusiness.ts';
import type { StepPort } from '../StepPort.ts';
import { isSameContent } from './isSameContent.ts';
import { judgeStepRow } from './judgeStepRow.ts';
import { readStepContent } from './readStepContent.ts';
import type { StepContent } from './stepContent.ts';
import { toStepContent } from './toStepContent.ts';
import { writeStepContent } from './writeStepContent.ts';

const PENDING = { outcome: 'PENDING' } as const satisfies StepResult;
/** The row under our key asks for something else: only a person can tell why. */
const ANOTHER_CONTENT = { outcome: 'UNKNOWN', code: 'OTHER_CONTENT' } as const satisfies StepResult;
/** Looks at a row that changes while it is looked at; somebody works on it then. */
const MAX_LOOKS = 3;
/** SQLSTATE of class 42: no such table or column, or no right to it. The statement was not begun. */
const NOT_PERMITTED = /^42/;

export interface ExchangeTableStepsOptions {
  readonly jurisdiction: DivisionCode;
  readonly table: Pick<ExchangeTable, 'apply' | 'findApplication' | 'putAgain'>;
  readonly businesses: Readonly<Record<string, ReversibleBusiness>>;
  readonly options: Pick<ExchangeTableOptions, 'platformCode' | 'contentFormat'>;
}

interface Application {
  readonly row: ExchangeApplication;
  readonly content: StepContent;
}

/**
 * What centres with an exchange table can be asked to do: every step is a request row, worked on by a later run, whose
 * answer comes as a data row. The row can be looked at, and be put again: the centre has one effect for one key.
 *
 * @see docs/dialects/exchange-table.md, 10
 */
export class ExchangeTableSteps implements StepPort {
  readonly actions: ReadonlySet<StepAction>;
  readonly dedupes = true;
  readonly #options: ExchangeTableStepsOptions;

  constructor(options: ExchangeTableStepsOptions) {
    this.#options = options;
    this.actions = new Set(Object.keys(options.businesses).filter(isStepAction));
  }

  async submit(request: StepRequest, signal: AbortSignal): Promise<StepResult> {
    const { table } = this.#options;
    const application = this.#applicationOf(request);
    try {
      if (await table.apply(application.row, signal)) return PENDING;
    } catch (error) {
      if (!(error instanceof TongbanError) || !NOT_PERMITTED.test(error.upstreamCode ?? '')) throw error;
      return { outcome: 'FAILED', code: error.upstreamCode ?? error.code, retryAfterSeconds: null };
    }
    // Gone again between the two statements: deleted after its time, and unknown is what may have been done.
    return (await this.#look(application, true, signal)) ?? { outcome: 'UNKNOWN', code: 'NO_ROW' };
  }

  async find(request: StepRequest, signal: AbortSignal): Promise<StepResult | null> {
    return this.#look(this.#applicationOf(request), false, signal);
  }

  /** @param isWanted - whether what was not done is to be done now. */
  async #look(application: Application, isWanted: boolean, signal: AbortSignal): Promise<StepResult | null> {
    const { table } = this.#options;
    const { serial } = application.row;
    for (let looks = 1; looks <= MAX_LOOKS; looks += 1) {
      const row = await table.findApplication(serial, signal);
      if (row === null) return null;
      if (!this.#isOurs(row, application)) return ANOTHER_CONTENT;
      const { result, again } = judgeStepRow(row);
      if (again === 'NEVER' || (again === 'WHEN_WANTED' && !isWanted)) return result;
      if (await table.putAgain(serial, row, signal)) return PENDING;
    }
    return PENDING;
  }

  #isOurs(row: ApplicationRow, { row: { number, operation }, content }: Application): boolean {
    if (row.qqlx.trim() !== 'BL' || row.czlx.trim() !== operation) return false;
    if (row.zjhm.trim().toUpperCase() !== number) return false;
    const written = readStepContent(row.qqnr, this.#options.jurisdiction);
    return written !== null && isSameContent(written, content);
  }

  #applicationOf(request: StepRequest): Application {
    const { businesses, jurisdiction, options } = this.#options;
    const { action, businessKey: serial, parties } = request;
    const { code, isCancellation } = businessFor<ReversibleBusiness>(businesses, { action, jurisdiction });
    const { number } = applicantOf(parties);
    const { platformCode, contentFormat } = options;
    const content = toStepContent(request, { platformCode, businessCode: code });
    const operation = isCancellation ? 'D' : 'I';
    return {
      row: { serial, number, operation, content: writeStepContent(content, contentFormat) },
      content,
    };
  }
}
