import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { ReversibleBusiness } from '../../steps/ReversibleBusiness.ts';
import type { PromisedOutput } from '../../steps/StepBusiness.ts';

const { digits, amount, flag } = outputForms;

/** 业务 of a hub; an amount comes in the unit of the centre. */
export interface NodeBusiness extends ReversibleBusiness {
  readonly outputs: Readonly<Record<string, PromisedOutput & { readonly isAmount?: true }>>;
}

const order = (code: string, outputs: NodeBusiness['outputs'] = {}) =>
  ({ code, isCancellation: false, outputs }) as const;
const reversal = (code: string) => ({ code, isCancellation: true, outputs: {} }) as const;

const AMOUNT = { name: 'amount', form: amount, isAmount: true } as const;
const PAYMENT = { name: 'paymentNumber', form: digits(20) };
/** `0` is yes: 相符, 核验通过. */
const ZERO_IS_YES = { form: flag, meanings: { '0': 'true', '1': 'false' } } as const;

/**
 * 业务代码 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/settlement-node.md, 12.5
 */
export const BUSINESSES = {
  'register-transfer-letter': order('LXH', { LXHBH: { name: 'letterNumber', form: digits(18) } }),
  'undo-register-transfer-letter': reversal('LXH'),
  'confirm-transfer-letter': order('LXQ'),
  'review-transfer-account': order('ZHF', {
    ZYJE: AMOUNT,
    GRZH: { name: 'accountNumber', form: digits(12) },
  }),
  'undo-review-transfer-account': reversal('ZHF'),
  'pay-transfer': order('ZCZ', { ZFLSH: PAYMENT, ZYJE: AMOUNT }),
  'book-transfer': order('RZH', { XFBZ: { name: 'matches', ...ZERO_IS_YES } }),
  'confirm-account': order('ZHX', {
    GRZHZT: { name: 'accountState', form: digits(2) },
    GRZHYE: { name: 'balance', form: amount, isAmount: true },
  }),
  'verify-purchase': order('GFH', { HYBZ: { name: 'verified', ...ZERO_IS_YES } }),
  'hold-withdrawal': order('TQD', { DJBH: { name: 'holdNumber', form: digits(16) } }),
  'undo-hold-withdrawal': reversal('TQD'),
  'pay-withdrawal': order('TQZ', { ZFLSH: PAYMENT }),
  'issue-deposit-certificate': order('JCZ'),
  'issue-loan-settlement-certificate': order('JQZ'),
  'register-employer': order('DWK'),
  'change-employer-details': order('DWB'),
  'repay-loan-early': order('TQH'),
} as const satisfies Record<(typeof STEP_ACTIONS)['housingFund'][number], NodeBusiness>;
