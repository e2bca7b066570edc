import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import { translate } from '../../transport/translate.ts';
import type { LoanRow } from './wire.ts';

/** 贷款状态. */
const STATES = {
  '01': 'REPAYING',
  '02': 'OVERDUE',
  '03': 'SETTLED',
} as const satisfies Record<string, HousingFundLoan['state']>;

/** @param asOf - epoch ms. */
export function toHousingFundLoan(row: LoanRow, asOf: number): HousingFundLoan {
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
