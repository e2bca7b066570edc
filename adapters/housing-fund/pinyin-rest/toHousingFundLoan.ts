import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import { toLoanContent } from '../toLoanContent.ts';
import type { LoanRow } from './wire.ts';

/** 贷款状态. */
const STATES = {
  '01': 'REPAYING',
  '02': 'OVERDUE',
  '03': 'SETTLED',
} as const satisfies Record<string, HousingFundLoan['state']>;

/** @param asOf - epoch ms. */
export function toHousingFundLoan(row: LoanRow, asOf: number): HousingFundLoan {
  return { asOf, ...toLoanContent(row, STATES) };
}
