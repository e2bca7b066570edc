import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { PlaceStore } from '../../inbound/PlaceStore.ts';
import type { ExchangeTable } from '../../transport/exchange-table/ExchangeTable.ts';
import { RowFault } from '../../transport/RowFault.ts';
import type { AnswerRow } from './readAnswerRow.ts';
import { readStepContent } from './readStepContent.ts';

export interface AnswerRowsOptions {
  readonly jurisdiction: DivisionCode;
  readonly table: Pick<ExchangeTable, 'findApplication'>;
  readonly answers: PlaceStore['steps'];
}

/**
 * Takes rows of type BLJG, each held against the request row under its key.
 *
 * @see docs/dialects/exchange-table.md, 10.3
 */
export class AnswerRows {
  readonly #options: AnswerRowsOptions;

  constructor(options: AnswerRowsOptions) {
    this.#options = options;
  }

  /**
   * @throws {RowFault} 110 or 109.
   * @throws {TongbanError} where the table is away.
   */
  async expectApplied(answer: AnswerRow, signal: AbortSignal): Promise<void> {
    const { table, jurisdiction } = this.#options;
    const row = await table.findApplication(answer.businessKey, signal);
    if (row === null || row.qqlx.trim() !== 'BL') throw new RowFault('110', '无对应请求');
    const content = readStepContent(row.qqnr, jurisdiction);
    const applicant = content?.DSRLB.find(({ JS }) => JS === '申请人');
    const isSame =
      content?.XTBH === answer.collaborationNumber &&
      content.YWDM === answer.businessCode &&
      row.czlx.trim() === answer.operation &&
      row.zjhm.trim().toUpperCase() === answer.number &&
      applicant?.MC === answer.name;
    if (!isSame) throw new RowFault('109', '与请求不符');
  }

  /** Safe to repeat. @throws {TongbanError} when it could not be stored: do not finish the row. */
  async store({ businessKey, result, isTakenBack }: AnswerRow, messageId: string): Promise<void> {
    await this.#options.answers.take({
      businessKey,
      messageId,
      result,
      ...(isTakenBack ? { isTakenBack: true } : {}),
    });
  }
}
