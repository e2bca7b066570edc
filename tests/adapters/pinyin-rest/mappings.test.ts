import { describe, expect, it } from 'vitest';
import { toDeposit } from '../../../adapters/housing-fund/pinyin-rest/toDeposit.ts';
import { toHousingFundAccount } from '../../../adapters/housing-fund/pinyin-rest/toHousingFundAccount.ts';
import { toHousingFundLoan } from '../../../adapters/housing-fund/pinyin-rest/toHousingFundLoan.ts';
import { toLoanInstallment } from '../../../adapters/housing-fund/pinyin-rest/toLoanInstallment.ts';
import {
  accountRow,
  depositRow,
  installmentRow,
  loanRow,
  withdrawalRow,
} from '../../../adapters/housing-fund/pinyin-rest/wire.ts';
import { toWithdrawal } from '../../../adapters/housing-fund/toWithdrawal.ts';
import { WITHDRAWAL_GROUNDS } from '../../../domain/housing-fund/withdrawalGround.ts';
import { account, deposit, loan, NOW, readAccount, readLoan, withdrawal, wu } from './rows.ts';

const toAccount = (row: object = {}) =>
  toHousingFundAccount(accountRow('percent').parse(account(wu, row)), NOW);
const toLoan = (row: object = {}) => toHousingFundLoan(loanRow.parse(loan(wu, row)), NOW);
const asDeposit = (row: object = {}) => toDeposit(depositRow.parse(deposit(1, row)));
const asWithdrawal = (row: object = {}) => toWithdrawal(withdrawalRow.parse(withdrawal(1, row)));

describe('an account', () => {
  it('is read whole', () => {
    expect(toAccount()).toEqual(readAccount);
  });

  it.each([
    ['01', 'ACTIVE'],
    ['02', 'SEALED'],
    ['03', 'CLOSED_MERGED'],
    ['04', 'CLOSED_TRANSFERRED'],
    ['05', 'CLOSED_WITHDRAWN'],
    ['06', 'FROZEN'],
    ['99', 'OTHER'],
    ['07', 'UNKNOWN'],
    ['constructor', 'UNKNOWN'],
  ])('in state %s is %s', (code, state) => {
    expect(toAccount({ GRZHZT: code }).state).toBe(state);
  });

  it('lacks what was never set or what release 3.1 does not have', () => {
    const unset = { GRJZNY: '      ', XHRQ: undefined, DWZH: undefined, DWMC: undefined };

    expect(toAccount(unset)).toEqual({ ...readAccount, paidThrough: null, depositingEmployer: null });
  });

  it('has no employer of whom half is missing', () => {
    expect(toAccount({ DWMC: ' ' }).depositingEmployer).toBeNull();
    expect(toAccount({ DWZH: '' }).depositingEmployer).toBeNull();
  });

  it('that is closed tells since when', () => {
    expect(toAccount({ XHRQ: '20200229' }).closedOn).toBe('2020-02-29');
  });
});

describe('a loan', () => {
  it('is read whole', () => {
    expect(toLoan()).toEqual(readLoan);
  });

  it.each([
    ['01', 'REPAYING'],
    ['02', 'OVERDUE'],
    ['03', 'SETTLED'],
    ['04', 'UNKNOWN'],
  ])('in state %s is %s', (code, state) => {
    expect(toLoan({ DKZT: code }).state).toBe(state);
  });

  it('of release 3.1 does not tell its start', () => {
    expect(toLoan({ DKFFRQ: undefined }).startedOn).toBeNull();
  });
});

describe('a deposit', () => {
  it.each([
    ['01', 'REGULAR'],
    ['02', 'BACK_PAYMENT'],
    ['08', 'TRANSFER_IN'],
    ['09', 'INTEREST'],
    ['99', 'OTHER'],
    ['13', 'UNKNOWN'],
  ])('of kind %s is %s', (code, kind) => {
    expect(asDeposit({ YWLX: code, HJYF: '' })).toEqual({
      month: null,
      kind,
      amountFen: 100n,
      recordedOn: '2024-01-01',
    });
  });

  it.each(['06', '07', '11', '12'])('is not what kind %s takes, whatever its sign', (code) => {
    expect(asDeposit({ YWLX: code, FSE: '-5.00' })).toBeNull();
    expect(asDeposit({ YWLX: code, FSE: '5.00' })).toBeNull();
  });

  it('is not below zero, whatever its kind', () => {
    expect(asDeposit({ YWLX: '13', FSE: '-0.01' })).toBeNull();
  });
});

describe('a withdrawal', () => {
  it.each([
    ['01', 'PURCHASE'],
    ['02', 'CONSTRUCTION'],
    ['03', 'RETIREMENT'],
    ['04', 'DISABILITY'],
    ['05', 'EMIGRATION'],
    ['06', 'LOAN_REPAYMENT'],
    ['07', 'RENT'],
    ['08', 'DEATH'],
    ['09', 'SERIOUS_ILLNESS'],
    ['99', 'OTHER'],
    ['10', 'UNKNOWN'],
  ])('for reason %s is %s', (code, ground) => {
    expect(WITHDRAWAL_GROUNDS).toContain(ground);
    expect(asWithdrawal({ TQYY: code })).toEqual({
      ground,
      amountFen: 100n,
      withdrawnOn: '2024-01-01',
      accountNumber: '109901000001',
    });
  });

  it('of release 3.1 does not tell its day', () => {
    expect(asWithdrawal({ TQRQ: undefined }).withdrawnOn).toBeNull();
  });
});

it('reads an instalment, its day from release 3.2 on', () => {
  const row = { QC: ' 78', YHBJ: '  1500.00', YHLX: '   782.75' };
  const installment = { number: 78, principalFen: 150_000n, interestFen: 78_275n };

  expect(toLoanInstallment(installmentRow.parse({ ...row, YHRQ: '20260920' }))).toEqual({
    ...installment,
    dueOn: '2026-09-20',
  });
  expect(toLoanInstallment(installmentRow.parse(row))).toEqual({ ...installment, dueOn: null });
});
