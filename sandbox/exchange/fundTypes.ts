import { type Booking, bookings } from '../world/bookings.ts';
import type { FundAccount, FundInstallment, FundLoan, HousingFundFile } from '../world/HousingFundFile.ts';
import { yuanText } from '../yuanText.ts';
import { dayDigits } from './dayDigits.ts';
import type { ExchangeHabits } from './ExchangeHabits.ts';
import type { ExchangeRecord, ExchangeType } from './ExchangeType.ts';

const ACCOUNT_STATE = {
  active: '01',
  sealed: '02',
  merged: '03',
  transferred: '04',
  withdrawn: '05',
  frozen: '06',
} as const satisfies Record<FundAccount['state'], string>;
const LOAN_STATE = { repaying: '01', overdue: '02', settled: '03' } as const satisfies Record<
  FundLoan['state'],
  string
>;
const NUMBER_WIDTH = 20;
const EMPLOYER_WIDTH = 120;

/** 还款计划, which tables carry inside the loans and files as a type of its own. */
export const SCHEDULE_TYPE: ExchangeType<HousingFundFile> = {
  code: 'HKJH',
  recordsOf: ({ loans }, habits) =>
    loans.flatMap(({ contractNumber, schedule }) =>
      schedule.map((installment) => ({
        JKHTBH: habits.column(contractNumber, NUMBER_WIDTH),
        ...installmentRecord(installment, habits),
      })),
    ),
  columns: ['JKHTBH', 'QC', 'YHBJ', 'YHLX', 'YHRQ'],
  newer: ['YHRQ'],
  sum: 'YHBJ',
  unknownCode: null,
};

/** What housing fund centres tell, in the order of the specification. */
export const FUND_TYPES: readonly ExchangeType<HousingFundFile>[] = [
  {
    code: 'GRZH',
    recordsOf: ({ accounts }, habits) => accounts.map((account) => accountRecord(account, habits)),
    columns: [
      ...['GRZH', 'GRZHZT', 'GRZHYE', 'GRJCJS', 'GRJCBL', 'DWJCBL', 'YJCE', 'GRJZNY', 'KHRQ'],
      ...['XHRQ', 'DWZH', 'DWMC'],
    ],
    newer: ['XHRQ', 'DWZH', 'DWMC'],
    sum: 'GRZHYE',
    unknownCode: ['GRZHZT', '77'],
  },
  {
    code: 'DKXX',
    recordsOf: ({ loans }, habits) => loans.map((loan) => loanRecord(loan, habits)),
    columns: ['JKHTBH', 'DKZT', 'DKFFE', 'DKYE', 'DKLL', 'DKQS', 'YQJE', 'YQQS', 'DKFFRQ'],
    newer: ['DKFFRQ'],
    sum: 'DKYE',
    unknownCode: ['DKZT', '77'],
  },
  {
    code: 'JCMX',
    recordsOf: (file, habits) =>
      bookingsOf(file).map(({ serial, account, kind, month, amountFen, bookedOn }) => ({
        YWLSH: serial,
        GRZH: habits.column(account, NUMBER_WIDTH),
        YWLX: kind,
        HJYF: dayDigits(month),
        FSE: habits.amount(amountFen),
        JZRQ: dayDigits(bookedOn),
      })),
    columns: ['YWLSH', 'GRZH', 'YWLX', 'HJYF', 'FSE', 'JZRQ'],
    newer: [],
    sum: 'FSE',
    unknownCode: ['YWLX', '77'],
  },
  {
    code: 'TQMX',
    recordsOf: (file, habits) =>
      bookingsOf(file).flatMap(({ serial, account, ground, amountFen, bookedOn }) =>
        ground === null
          ? []
          : {
              YWLSH: serial,
              GRZH: habits.column(account, NUMBER_WIDTH),
              TQYY: ground,
              TQE: habits.amount(-amountFen),
              TQRQ: dayDigits(bookedOn),
            },
      ),
    columns: ['YWLSH', 'GRZH', 'TQYY', 'TQE', 'TQRQ'],
    newer: ['TQRQ'],
    sum: 'TQE',
    unknownCode: ['TQYY', '77'],
  },
];

function accountRecord(account: FundAccount, habits: ExchangeHabits): ExchangeRecord {
  return {
    GRZH: habits.column(account.number, NUMBER_WIDTH),
    GRZHZT: ACCOUNT_STATE[account.state],
    GRZHYE: habits.amount(account.balanceFen),
    GRJCJS: habits.amount(account.baseFen),
    // Hundredths of a per cent are to per cent what fen are to yuan.
    GRJCBL: yuanText(BigInt(account.personalRatioBp)),
    DWJCBL: yuanText(BigInt(account.employerRatioBp)),
    YJCE: habits.amount(account.monthlyFen),
    GRJZNY: dayDigits(account.paidThrough),
    KHRQ: dayDigits(account.openedOn),
    XHRQ: dayDigits(account.closedOn),
    DWZH: account.employer.number,
    DWMC: habits.column(account.employer.name, EMPLOYER_WIDTH),
  };
}

function loanRecord(loan: FundLoan, habits: ExchangeHabits): ExchangeRecord {
  return {
    JKHTBH: habits.column(loan.contractNumber, NUMBER_WIDTH),
    DKZT: LOAN_STATE[loan.state],
    DKFFE: habits.amount(loan.principalFen),
    DKYE: habits.amount(loan.outstandingFen),
    DKLL: (loan.annualRateBp / 100).toFixed(4),
    DKFFRQ: dayDigits(loan.startedOn),
    DKQS: String(loan.termMonths),
    YQJE: habits.amount(loan.overdueFen),
    YQQS: String(loan.overdueInstallments),
    HKJH: loan.schedule.map((installment) => installmentRecord(installment, habits)),
  };
}

const installmentRecord = (
  { number, dueOn, principalFen, interestFen }: FundInstallment,
  habits: ExchangeHabits,
): ExchangeRecord => ({
  QC: String(number),
  YHRQ: dayDigits(dueOn),
  YHBJ: habits.amount(principalFen),
  YHLX: habits.amount(interestFen),
});

/** Over all accounts, the newest first; sorting is stable, so an account's lines of one day stay in order. */
const bookingsOf = ({ accounts }: HousingFundFile): readonly Booking[] =>
  accounts.flatMap(bookings).toSorted((one, other) => {
    if (one.bookedOn === other.bookedOn) return 0;
    return one.bookedOn > other.bookedOn ? -1 : 1;
  });
