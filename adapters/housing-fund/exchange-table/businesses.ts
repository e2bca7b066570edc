import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { ReversibleBusiness } from '../../steps/ReversibleBusiness.ts';

const { digits, amount } = outputForms;

const application = (code: string, outputs: ReversibleBusiness['outputs'] = {}) =>
  ({ code, isCancellation: false, outputs }) as const;
const cancellation = (code: string) => ({ code, isCancellation: true, outputs: {} }) as const;

const AMOUNT = { name: 'amount', form: amount };
const PAYMENT = { name: 'paymentNumber', form: digits(20) };
const IN_WORDS = { form: /^[是否]$/, meanings: { 是: 'true', 否: 'false' } } as const;

/**
 * 业务代码 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/exchange-table.md, 10.6
 */
export const BUSINESSES = {
  'register-transfer-letter': application('GJ01', { LXHBH: { name: 'letterNumber', form: digits(18) } }),
  'undo-register-transfer-letter': cancellation('GJ01'),
  'confirm-transfer-letter': application('GJ02'),
  'review-transfer-account': application('GJ03', {
    ZYJE: AMOUNT,
    GRZH: { name: 'accountNumber', form: digits(12) },
  }),
  'undo-review-transfer-account': cancellation('GJ03'),
  'pay-transfer': application('GJ04', { ZFLSH: PAYMENT, ZYJE: AMOUNT }),
  'book-transfer': application('GJ05', { DZJG: { name: 'matches', ...IN_WORDS } }),
  'confirm-account': application('GJ11', {
    GRZHZT: { name: 'accountState', form: digits(2) },
    GRZHYE: { name: 'balance', form: amount },
  }),
  'verify-purchase': application('GJ12', { HYJG: { name: 'verified', ...IN_WORDS } }),
  'hold-withdrawal': application('GJ13', { DJBH: { name: 'holdNumber', form: digits(16) } }),
  'undo-hold-withdrawal': cancellation('GJ13'),
  'pay-withdrawal': application('GJ14', { ZFLSH: PAYMENT }),
  'issue-deposit-certificate': application('GJ21'),
  'issue-loan-settlement-certificate': application('GJ22'),
  'register-employer': application('GJ31'),
  'change-employer-details': application('GJ32'),
  'repay-loan-early': application('GJ41'),
} as const satisfies Record<(typeof STEP_ACTIONS)['housingFund'][number], ReversibleBusiness>;
