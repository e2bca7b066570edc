import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { ReversibleBusiness } from '../../steps/ReversibleBusiness.ts';

const { digits, amount } = outputForms;

const application = (code: string, outputs: ReversibleBusiness['outputs'] = {}) =>
  ({ code, isCancellation: false, outputs }) as const;
const cancellation = (code: string) => ({ code, isCancellation: true, outputs: {} }) as const;

const AMOUNT = { name: 'amount', form: amount };
const PAYMENT = { name: 'paymentNumber', form: digits(20) };
const FLAG = { form: /^[YN]$/, meanings: { Y: 'true', N: 'false' } } as const;

/**
 * 业务代码 of our actions, with the outputs that each promises in columns 15 (结果值, `JGZ`) and 16 (结果金额, `JGJE`).
 *
 * @see docs/dialects/file-drop.md, 11.6
 */
export const BUSINESSES = {
  'register-transfer-letter': application('301', { JGZ: { name: 'letterNumber', form: digits(18) } }),
  'undo-register-transfer-letter': cancellation('301'),
  'confirm-transfer-letter': application('302'),
  'review-transfer-account': application('303', {
    JGJE: AMOUNT,
    JGZ: { name: 'accountNumber', form: digits(12) },
  }),
  'undo-review-transfer-account': cancellation('303'),
  'pay-transfer': application('304', { JGZ: PAYMENT, JGJE: AMOUNT }),
  'book-transfer': application('305', { JGZ: { name: 'matches', ...FLAG } }),
  'confirm-account': application('311', {
    JGZ: { name: 'accountState', form: digits(2) },
    JGJE: { name: 'balance', form: amount },
  }),
  'verify-purchase': application('312', { JGZ: { name: 'verified', ...FLAG } }),
  'hold-withdrawal': application('313', { JGZ: { name: 'holdNumber', form: digits(16) } }),
  'undo-hold-withdrawal': cancellation('313'),
  'pay-withdrawal': application('314', { JGZ: PAYMENT }),
  'issue-deposit-certificate': application('321'),
  'issue-loan-settlement-certificate': application('322'),
  'register-employer': application('331'),
  'change-employer-details': application('332'),
  'repay-loan-early': application('341'),
} as const satisfies Record<(typeof STEP_ACTIONS)['housingFund'][number], ReversibleBusiness>;
