import { formatBasisPoints } from '../../domain/formatBasisPoints.ts';
import { formatInstant } from '../../domain/formatInstant.ts';
import { maskTail } from '../../domain/maskTail.ts';
import { formatYuan } from '../../domain/yuan.ts';
import { openRecord } from '../jurisdiction/openRecord.ts';
import { pageRequest } from '../jurisdiction/pageRequest.ts';
import { startSelected } from '../jurisdiction/startSelected.ts';
import type { Resolvers } from './resolvers.generated.ts';

export const resolvers: Resolvers = {
  HousingFundRecord: {
    __resolveReference: async (reference, context, info) => {
      const key = openRecord(reference, context.door);
      startSelected('HousingFundRecord', info, { loans: () => context.loans.load(key.holder) });
      const record = await context.records.load(key.holder);
      return record && { ...key, ...record };
    },
    asOf: ({ asOf }) => formatInstant(asOf),
    accounts: ({ accounts, jurisdiction, holderId, identity, holder }) =>
      accounts.map((account) => ({ ...account, jurisdiction, holderId, identity, holder })),
    loans: async ({ holder }, _, { loans }) =>
      (await loans.load(holder)).map((loan) => ({ ...loan, holder })),
    withdrawals: ({ holder }, { first, after }, { withdrawals }) =>
      withdrawals.load({ holder, page: pageRequest(first, after, 100) }),
  },
  HousingFundAccount: {
    __resolveReference: async (reference, context) => {
      const key = openRecord(reference, context.door);
      const record = await context.records.load(key.holder);
      const account = record?.accounts.find(({ accountNumber }) => accountNumber === reference.accountNumber);
      return account ? { ...key, ...account } : null;
    },
    asOf: ({ asOf }) => formatInstant(asOf),
    balance: ({ balanceFen }) => formatYuan(balanceFen),
    depositBase: ({ depositBaseFen }) => formatYuan(depositBaseFen),
    personalRatio: ({ personalRatioBp }) => formatBasisPoints(personalRatioBp),
    employerRatio: ({ employerRatioBp }) => formatBasisPoints(employerRatioBp),
    monthlyDeposit: ({ monthlyDepositFen }) => formatYuan(monthlyDepositFen),
    depositingEmployer: ({ depositingEmployer }) =>
      depositingEmployer && {
        name: depositingEmployer.name,
        maskedNumber: maskTail(depositingEmployer.number),
      },
    deposits: ({ holder, accountNumber }, { first, after }, { deposits }) =>
      deposits.load({ holder, accountNumber, page: pageRequest(first, after, 120) }),
  },
  DepositConnection: {
    asOf: ({ asOf }) => (asOf === null ? null : formatInstant(asOf)),
    hasNextPage: ({ endCursor }) => endCursor !== null,
  },
  Deposit: {
    amount: ({ amountFen }) => formatYuan(amountFen),
  },
  HousingFundLoan: {
    asOf: ({ asOf }) => formatInstant(asOf),
    principal: ({ principalFen }) => formatYuan(principalFen),
    outstanding: ({ outstandingFen }) => formatYuan(outstandingFen),
    annualRate: ({ annualRateBp }) => formatBasisPoints(annualRateBp),
    overdueAmount: ({ overdueFen }) => formatYuan(overdueFen),
    schedule: ({ holder, contractNumber }, { first }, { schedules }) =>
      schedules.load({ holder, contractNumber, first: pageRequest(first, null, 360).first }),
  },
  LoanInstallment: {
    principal: ({ principalFen }) => formatYuan(principalFen),
    interest: ({ interestFen }) => formatYuan(interestFen),
  },
  WithdrawalConnection: {
    asOf: ({ asOf }) => (asOf === null ? null : formatInstant(asOf)),
    hasNextPage: ({ endCursor }) => endCursor !== null,
  },
  Withdrawal: {
    amount: ({ amountFen }) => formatYuan(amountFen),
  },
};
