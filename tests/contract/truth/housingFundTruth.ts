import { parseCalendarDate } from '../../../domain/calendarDate.ts';
import type { Deposit } from '../../../domain/housing-fund/Deposit.ts';
import type { HousingFundLoan } from '../../../domain/housing-fund/HousingFundLoan.ts';
import type { HousingFundRecord } from '../../../domain/housing-fund/HousingFundRecord.ts';
import type { LoanInstallment } from '../../../domain/housing-fund/LoanInstallment.ts';
import type { Withdrawal } from '../../../domain/housing-fund/Withdrawal.ts';
import type { WithdrawalGround } from '../../../domain/housing-fund/withdrawalGround.ts';
import { parseYearMonth } from '../../../domain/yearMonth.ts';
import type { FundAccount, FundLoan, HousingFundFile } from '../../../sandbox/world/HousingFundFile.ts';

const ACCOUNT_STATES = {
  active: 'ACTIVE',
  sealed: 'SEALED',
  merged: 'CLOSED_MERGED',
  transferred: 'CLOSED_TRANSFERRED',
  withdrawn: 'CLOSED_WITHDRAWN',
  frozen: 'FROZEN',
} as const;
const DEPOSIT_KINDS = {
  regular: 'REGULAR',
  'back-payment': 'BACK_PAYMENT',
  'transfer-in': 'TRANSFER_IN',
  interest: 'INTEREST',
  other: 'OTHER',
} as const;
/** 提取原因 of JGJ/T 320. */
const GROUNDS: Readonly<Record<string, WithdrawalGround>> = {
  '01': 'PURCHASE',
  '02': 'CONSTRUCTION',
  '03': 'RETIREMENT',
  '04': 'DISABILITY',
  '05': 'EMIGRATION',
  '06': 'LOAN_REPAYMENT',
  '07': 'RENT',
  '08': 'DEATH',
  '09': 'SERIOUS_ILLNESS',
  '99': 'OTHER',
};

interface Truth {
  readonly findRecords: (
    file: HousingFundFile,
    at: { asOf: number; centerName: string },
  ) => HousingFundRecord;
  readonly findLoans: (file: HousingFundFile, asOf: number) => readonly HousingFundLoan[];
  readonly findSchedule: (loan: FundLoan) => readonly LoanInstallment[];
  readonly findDeposits: (account: FundAccount) => readonly Deposit[];
  /**
   * @param ofOneDay - what stands first of those of one day: what has the later running number, or what the centre's books
   *   have first; exchange tables and files leave it to the centre.
   */
  readonly findWithdrawals: (
    file: HousingFundFile,
    ofOneDay: 'LATER_NUMBER' | 'BOOK_ORDER',
  ) => readonly Withdrawal[];
}

/** What each method must answer about a person on file. */
export const housingFundTruth: Truth = {
  findRecords: ({ accounts }, { asOf, centerName }) => ({
    asOf,
    centerName,
    accounts: accounts
      .toSorted((one, other) => Date.parse(one.openedOn) - Date.parse(other.openedOn))
      .map((account) => ({
        asOf,
        accountNumber: account.number,
        state: ACCOUNT_STATES[account.state],
        balanceFen: account.balanceFen,
        depositBaseFen: account.baseFen,
        personalRatioBp: account.personalRatioBp,
        employerRatioBp: account.employerRatioBp,
        monthlyDepositFen: account.monthlyFen,
        paidThrough: account.paidThrough === null ? null : parseYearMonth(account.paidThrough),
        openedOn: parseCalendarDate(account.openedOn),
        closedOn: account.closedOn === null ? null : parseCalendarDate(account.closedOn),
        depositingEmployer: account.employer,
      })),
  }),
  findLoans: ({ loans }, asOf) =>
    loans.map((loan) => ({
      asOf,
      contractNumber: loan.contractNumber,
      state: ({ repaying: 'REPAYING', overdue: 'OVERDUE', settled: 'SETTLED' } as const)[loan.state],
      principalFen: loan.principalFen,
      outstandingFen: loan.outstandingFen,
      annualRateBp: loan.annualRateBp,
      startedOn: parseCalendarDate(loan.startedOn),
      termMonths: loan.termMonths,
      overdueFen: loan.overdueFen,
      overdueInstallments: loan.overdueInstallments,
    })),
  findSchedule: ({ schedule }) =>
    schedule.map(({ number, dueOn, principalFen, interestFen }) => ({
      number,
      dueOn: parseCalendarDate(dueOn),
      principalFen,
      interestFen,
    })),
  findDeposits: ({ deposits }) =>
    deposits
      .map(({ month, kind, amountFen, recordedOn }) => ({
        month: month === null ? null : parseYearMonth(month),
        kind: DEPOSIT_KINDS[kind],
        amountFen,
        recordedOn: parseCalendarDate(recordedOn),
      }))
      .toSorted((one, other) => Date.parse(other.recordedOn) - Date.parse(one.recordedOn)),
  findWithdrawals: ({ accounts }, ofOneDay) =>
    accounts
      .flatMap(({ number, withdrawals }) => withdrawals.map((withdrawal) => ({ ...withdrawal, number })))
      .map(({ number, ground, amountFen, withdrawnOn }) => ({
        ground: GROUNDS[ground] ?? 'UNKNOWN',
        amountFen,
        withdrawnOn: parseCalendarDate(withdrawnOn),
        accountNumber: number,
      }))
      // Of one day, by the running number, which begins with the account's.
      .toSorted(
        (one, other) =>
          Date.parse(other.withdrawnOn) - Date.parse(one.withdrawnOn) ||
          (ofOneDay === 'LATER_NUMBER' ? Number(other.accountNumber) - Number(one.accountNumber) : 0),
      ),
};
