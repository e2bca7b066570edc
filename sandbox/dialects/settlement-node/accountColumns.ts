import type { FundAccount } from '../../world/HousingFundFile.ts';
import type { NodeColumn } from './NodeColumn.ts';

const STATE = {
  active: '01',
  sealed: '02',
  merged: '03',
  transferred: '04',
  withdrawn: '05',
  frozen: '06',
} as const satisfies Record<FundAccount['state'], string>;

/** The employer's share of a month, rounded down to the fen; the person pays the rest. */
const employerFen = ({ monthlyFen, employerRatioBp, personalRatioBp }: FundAccount): bigint =>
  (monthlyFen * BigInt(employerRatioBp)) / BigInt(employerRatioBp + personalRatioBp);

const percent = (bp: number): string => (bp / 100).toFixed(2);

/** A row of GJJC01, and of a file of GJJP01. */
export const ACCOUNT_COLUMNS: readonly NodeColumn<FundAccount>[] = [
  { name: 'GRZH', read: ({ number }, { column }) => column(number, 20) },
  { name: 'GRZHZT', isCode: true, read: ({ state }) => STATE[state] },
  { name: 'GRZHYE', read: ({ balanceFen }, { amount }) => amount(balanceFen) },
  { name: 'GRJCJS', read: ({ baseFen }, { amount }) => amount(baseFen) },
  { name: 'GRJCBL', read: ({ personalRatioBp }) => percent(personalRatioBp) },
  { name: 'DWJCBL', read: ({ employerRatioBp }) => percent(employerRatioBp) },
  { name: 'GRYJCE', read: (account, { amount }) => amount(account.monthlyFen - employerFen(account)) },
  { name: 'DWYJCE', read: (account, { amount }) => amount(employerFen(account)) },
  { name: 'YJCE', read: ({ monthlyFen }, { amount }) => amount(monthlyFen) },
  { name: 'GRJZNY', read: ({ paidThrough }, { time }) => time(paidThrough, 6) },
  { name: 'KHRQ', read: ({ openedOn }, { time }) => time(openedOn, 8) },
  { name: 'XHRQ', isNewer: true, read: ({ closedOn }, { time }) => time(closedOn, 8) },
  { name: 'DWZH', isNewer: true, read: ({ employer }, { column }) => column(employer.number, 12) },
  { name: 'DWMC', isNewer: true, read: ({ employer }, { column }) => column(employer.name, 120) },
];
