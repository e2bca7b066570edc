import type { z } from 'zod';
import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import { expectShape } from '../../transport/expectShape.ts';
import { expectDistinct } from '../expectDistinct.ts';
import { inOrderOfStart } from '../inOrderOfStart.ts';
import { toLoanContent } from '../toLoanContent.ts';
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
  const loans = rows.map((row) => ({
    asOf,
    ...toLoanContent(expectShape(row, { shape, jurisdiction }), STATES),
  }));
  expectDistinct(
    loans.map(({ contractNumber }) => contractNumber),
    jurisdiction,
  );
  return inOrderOfStart(loans, ({ startedOn, contractNumber }) => ({
    day: startedOn,
    number: contractNumber,
  }));
}
