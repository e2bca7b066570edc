import type { z } from 'zod';
import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { translate } from '../../transport/translate.ts';
import { expectDistinct } from '../expectDistinct.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import type { CentreReading } from './toRecord.ts';
import { type LoanRow, loanRow } from './wire.ts';

/** 贷款状态. */
const STATES = {
  '10': 'REPAYING',
  '20': 'OVERDUE',
  '30': 'SETTLED',
} as const satisfies Record<string, HousingFundLoan['state']>;

/**
 * The loans of one person, in order of start.
 *
 * @throws {TongbanError} JURISDICTION_BAD_RESPONSE naming the field.
 */
export function toLoans(
  rows: readonly unknown[],
  { unit, asOf, jurisdiction }: Omit<CentreReading, 'centerName'>,
): readonly HousingFundLoan[] {
  const shape: z.ZodType<LoanRow> = loanRow(unit);
  const loans = rows.map((row) => toLoan(expectShape(row, { shape, jurisdiction }), asOf));
  expectDistinct(
    loans.map(({ contractNumber }) => contractNumber),
    jurisdiction,
  );
  return inOrderOfStart(loans, ({ startedOn, contractNumber }) => ({
    day: startedOn,
    number: contractNumber,
  }));
}

function toLoan(row: LoanRow, asOf: number): HousingFundLoan {
  return {
    asOf,
    contractNumber: row.JKHTBH,
    state: translate(STATES, row.DKZT),
    principalFen: row.DKFFE,
    outstandingFen: row.DKYE,
    annualRateBp: row.DKLL,
    startedOn: row.DKFFRQ,
    termMonths: row.DKQS,
    overdueFen: row.YQJE,
    overdueInstallments: row.YQQS,
  };
}
