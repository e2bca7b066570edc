import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';

const { digits, amount, flag, flagMeanings } = outputForms;

const AMOUNT = { name: 'amount', form: amount };
const PAYMENT = { name: 'paymentNumber', form: digits(20) };

/**
 * 业务代码 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/pinyin-rest.md, 8.5
 */
export const BUSINESSES = {
  'register-transfer-letter': {
    code: '7101',
    outputs: { LXHBH: { name: 'letterNumber', form: digits(18) } },
  },
  'undo-register-transfer-letter': { code: '7191', outputs: {} },
  'confirm-transfer-letter': { code: '7102', outputs: {} },
  'review-transfer-account': {
    code: '7103',
    outputs: { ZYJE: AMOUNT, GRZH: { name: 'accountNumber', form: digits(12) } },
  },
  'undo-review-transfer-account': { code: '7193', outputs: {} },
  'pay-transfer': { code: '7104', outputs: { ZFLSH: PAYMENT, ZYJE: AMOUNT } },
  'book-transfer': {
    code: '7105',
    outputs: { DZJG: { name: 'matches', form: flag, meanings: flagMeanings } },
  },
  'confirm-account': {
    code: '7201',
    outputs: {
      GRZHZT: { name: 'accountState', form: digits(2) },
      GRZHYE: { name: 'balance', form: amount },
    },
  },
  'verify-purchase': {
    code: '7202',
    outputs: { HYJG: { name: 'verified', form: flag, meanings: flagMeanings } },
  },
  'hold-withdrawal': { code: '7203', outputs: { DJBH: { name: 'holdNumber', form: digits(16) } } },
  'undo-hold-withdrawal': { code: '7293', outputs: {} },
  'pay-withdrawal': { code: '7204', outputs: { ZFLSH: PAYMENT } },
  'issue-deposit-certificate': { code: '7301', outputs: {} },
  'issue-loan-settlement-certificate': { code: '7302', outputs: {} },
  'register-employer': { code: '7401', outputs: {} },
  'change-employer-details': { code: '7402', outputs: {} },
  'repay-loan-early': { code: '7501', outputs: {} },
} as const satisfies Record<(typeof STEP_ACTIONS)['housingFund'][number], StepBusiness>;
