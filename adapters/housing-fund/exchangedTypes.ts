import { z } from 'zod';
import type { HousingFundLoan } from '../../domain/housing-fund/HousingFundLoan.ts';
import { defineExchangedType } from '../inbound/defineExchangedType.ts';
import { exchangedValues } from '../inbound/exchangedValues.ts';
import { translate } from '../transport/translate.ts';
import { CODE_TABLES } from './codeTables.ts';
import { inOrderOfStart } from './inOrderOfStart.ts';
import { newestFirst } from './newestFirst.ts';
import { parseAnnualRate } from './parseAnnualRate.ts';
import { parsePercentage } from './parsePercentage.ts';
import { HOUSING_FUND_FORMS as FORMS } from './pushedForms.ts';
import { REDUCING_KINDS } from './reducingKinds.ts';
import { toAccountContent } from './toAccountContent.ts';
import { toLoanContent } from './toLoanContent.ts';
import { toWithdrawal } from './toWithdrawal.ts';

const { always, maybe, text, upTo, code, amount, signedAmount, count, day, month } = exchangedValues;

const accountNumber = text(/^\d{12}$/);
const serialNumber = text(/^\d{20}$/);
const contractNumber = text(/^\S{16}$/u);

/** 贷款状态. */
const LOAN_STATES = {
  '01': 'REPAYING',
  '02': 'OVERDUE',
  '03': 'SETTLED',
} as const satisfies Record<string, HousingFundLoan['state']>;

const loanShape = z.object({
  JKHTBH: always(contractNumber),
  DKZT: always(code),
  DKFFE: always(amount),
  DKYE: always(amount),
  DKLL: always(parseAnnualRate),
  DKFFRQ: maybe(day),
  DKQS: always(count(3)),
  YQJE: always(amount),
  YQQS: always(count(3)),
});

const installmentShape = z.object({
  QC: always(count(3)),
  YHRQ: maybe(day),
  YHBJ: always(amount),
  YHLX: always(amount),
});

type Loan = z.output<typeof loanShape>;
type Installment = z.output<typeof installmentShape> & { readonly JKHTBH: string };

const accounts = defineExchangedType({
  facets: ['records'],
  shape: z.object({
    GRZH: always(accountNumber),
    GRZHZT: always(code),
    GRZHYE: always(amount),
    GRJCJS: always(amount),
    GRJCBL: always(parsePercentage),
    DWJCBL: always(parsePercentage),
    YJCE: always(amount),
    GRJZNY: maybe(month),
    KHRQ: always(day),
    XHRQ: maybe(day),
    DWZH: maybe(text(/^\d{10}$/)),
    DWMC: maybe(upTo(120)),
  }),
  unique: { key: 'GRZH', of: ({ GRZH }) => GRZH },
  toContents: (rows, { centerName }) => {
    const unordered = rows.map(toAccountContent);
    const inOrder = inOrderOfStart(unordered, (account) => ({
      day: account.openedOn,
      number: account.accountNumber,
    }));
    return {
      records: inOrder.length === 0 ? null : FORMS.records.write({ centerName, accounts: [...inOrder] }),
    };
  },
});

const loans = defineExchangedType({
  facets: ['loans'],
  shape: loanShape,
  unique: { key: 'JKHTBH', of: ({ JKHTBH }) => JKHTBH },
  toContents: (rows) => ({ loans: writeLoans(rows) }),
});

const loansWithSchedules = defineExchangedType({
  facets: ['loans', 'schedules'],
  shape: loanShape.extend({ HKJH: z.array(installmentShape) }),
  unique: { key: 'JKHTBH', of: ({ JKHTBH }) => JKHTBH },
  toContents: (rows) => ({
    loans: writeLoans(rows),
    schedules: writeSchedules(
      rows.flatMap(({ JKHTBH, HKJH }) => HKJH.map((installment) => ({ ...installment, JKHTBH }))),
    ),
  }),
});

const schedules = defineExchangedType({
  facets: ['schedules'],
  shape: installmentShape.extend({ JKHTBH: always(contractNumber) }),
  unique: { key: 'QC', of: ({ JKHTBH, QC }) => `${JKHTBH} ${QC}` },
  toContents: (rows) => ({ schedules: writeSchedules(rows) }),
});

const deposits = defineExchangedType({
  facets: ['deposits'],
  shape: z.object({
    YWLSH: always(serialNumber),
    GRZH: always(accountNumber),
    YWLX: always(code),
    HJYF: maybe(month),
    FSE: always(signedAmount),
    JZRQ: always(day),
  }),
  unique: { key: 'YWLSH', of: ({ YWLSH }) => YWLSH },
  toContents: (rows) => {
    const adding = rows.filter(({ FSE, YWLX }) => FSE >= 0n && !REDUCING_KINDS.has(YWLX));
    const booked = adding.map((row) => ({
      serial: row.YWLSH,
      accountNumber: row.GRZH,
      month: row.HJYF,
      kind: translate(CODE_TABLES.depositKinds, row.YWLX),
      amountFen: row.FSE,
      recordedOn: row.JZRQ,
    }));
    return {
      deposits: FORMS.deposits.write([...newestFirst(booked, ({ recordedOn }) => recordedOn)]),
    };
  },
});

const withdrawals = defineExchangedType({
  facets: ['withdrawals'],
  shape: z.object({
    YWLSH: always(serialNumber),
    GRZH: always(accountNumber),
    TQYY: always(code),
    TQE: always(amount),
    TQRQ: maybe(day),
  }),
  unique: { key: 'YWLSH', of: ({ YWLSH }) => YWLSH },
  toContents: (rows) => {
    const paid = rows.map((row) => ({ serial: row.YWLSH, ...toWithdrawal(row) }));
    return {
      withdrawals: FORMS.withdrawals.write([...newestFirst(paid, ({ withdrawnOn }) => withdrawnOn)]),
    };
  },
});

/**
 * The types of data that exchange tables and files of housing funds have in common, by the tables' names of their keys:
 * 个人账户, 贷款 (in tables with their schedules), 还款计划, 缴存明细, 提取明细.
 */
export const HOUSING_FUND_TYPES = {
  accounts,
  loans,
  loansWithSchedules,
  schedules,
  deposits,
  withdrawals,
} as const;

function writeLoans(rows: readonly Loan[]): string {
  const unordered = rows.map((row) => toLoanContent(row, LOAN_STATES));
  const inOrder = inOrderOfStart(unordered, (loan) => ({
    day: loan.startedOn,
    number: loan.contractNumber,
  }));
  return FORMS.loans.write([...inOrder]);
}

function writeSchedules(rows: readonly Installment[]): string {
  return FORMS.schedules.write(
    rows
      .map((row) => ({
        contractNumber: row.JKHTBH,
        number: row.QC,
        dueOn: row.YHRQ,
        principalFen: row.YHBJ,
        interestFen: row.YHLX,
      }))
      .toSorted((one, other) => one.number - other.number),
  );
}
