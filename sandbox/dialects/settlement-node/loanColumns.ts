import type { FundLoan } from '../../world/HousingFundFile.ts';
import type { NodeColumn } from './NodeColumn.ts';

const STATE = { repaying: '10', overdue: '20', settled: '30' } as const satisfies Record<
  FundLoan['state'],
  string
>;

/** A row of GJJC02, and of a file of GJJP02. */
export const LOAN_COLUMNS: readonly NodeColumn<FundLoan>[] = [
  { name: 'JKHTBH', read: ({ contractNumber }, { column }) => column(contractNumber, 20) },
  { name: 'DKZT', isCode: true, read: ({ state }) => STATE[state] },
  { name: 'DKFFE', read: ({ principalFen }, { amount }) => amount(principalFen) },
  { name: 'DKYE', read: ({ outstandingFen }, { amount }) => amount(outstandingFen) },
  { name: 'DKLL', read: ({ annualRateBp }) => (annualRateBp / 100).toFixed(4) },
  { name: 'DKQS', read: ({ termMonths }) => String(termMonths).padStart(3, '0') },
  { name: 'YQJE', read: ({ overdueFen }, { amount }) => amount(overdueFen) },
  { name: 'YQQS', read: ({ overdueInstallments }) => String(overdueInstallments).padStart(3, '0') },
  { name: 'DKFFRQ', isNewer: true, read: ({ startedOn }, { time }) => time(startedOn, 8) },
];
