import type { DivisionCode } from '../../../domain/divisionCode.ts';
import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import { expectDistinct } from '../expectDistinct.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import type { PersonRows } from './matchRows.ts';
import { readRows } from './readRows.ts';
import { toHousingFundLoan } from './toHousingFundLoan.ts';
import { type BatchAnswer, loanRow } from './wire.ts';

interface LoanReading {
  readonly answer: Pick<BatchAnswer, 'SJSJ'>;
  readonly jurisdiction: DivisionCode;
}

/**
 * Reads the loans of one person, in order of start.
 *
 * @throws {TongbanError} for the entry of this person.
 */
export function readLoans(
  about: PersonRows,
  { answer: { SJSJ: asOf }, jurisdiction }: LoanReading,
): readonly HousingFundLoan[] {
  const rows = readRows(about, { shape: loanRow, jurisdiction });
  expectDistinct(
    rows.map(({ JKHTBH }) => JKHTBH),
    jurisdiction,
  );
  const loans = rows.map((row) => toHousingFundLoan(row, asOf));
  return inOrderOfStart(loans, ({ startedOn, contractNumber }) => ({
    day: startedOn,
    number: contractNumber,
  }));
}
