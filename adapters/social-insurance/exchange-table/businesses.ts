import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { ReversibleBusiness } from '../../steps/ReversibleBusiness.ts';

const { digits, characters, amount, day } = outputForms;

const application = (code: string, outputs: ReversibleBusiness['outputs'] = {}) =>
  ({ code, isCancellation: false, outputs }) as const;
const cancellation = (code: string) => ({ code, isCancellation: true, outputs: {} }) as const;

const AMOUNT = { name: 'amount', form: amount };

/**
 * 业务代码 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/exchange-table.md, 10.6
 */
export const BUSINESSES = {
  'register-contact-letter': application('SB01', { LXHBH: { name: 'letterNumber', form: digits(18) } }),
  'undo-register-contact-letter': cancellation('SB01'),
  'freeze-pension-account': application('SB02', { ZHZT: { name: 'accountState', form: digits(2) } }),
  'undo-freeze-pension-account': cancellation('SB02'),
  'issue-information-sheet': application('SB03', {
    XXBBH: { name: 'sheetNumber', form: digits(18) },
    JJHZE: AMOUNT,
  }),
  'undo-issue-information-sheet': cancellation('SB03'),
  'transfer-pension-fund': application('SB04', {
    ZFLSH: { name: 'paymentNumber', form: digits(20) },
    JJHZE: AMOUNT,
  }),
  'merge-pension-records': application('SB05', {
    DZJG: { name: 'matches', form: /^[是否]$/, meanings: { 是: 'true', 否: 'false' } },
  }),
  'issue-contribution-certificate': application('SB11', {
    PZBH: { name: 'documentNumber', form: characters(16) },
  }),
  'confirm-benefit-eligibility': application('SB12', { RZYXQ: { name: 'validThrough', form: day } }),
  'issue-social-security-card': application('SB21', {
    aaz500: { name: 'cardNumber', form: characters(9) },
  }),
  'activate-social-security-card': application('SB22'),
  'replace-social-security-card': application('SB23'),
  'report-social-security-card-loss': application('SB24'),
  'register-unemployment': application('SB31', {
    DJBH: { name: 'registrationNumber', form: digits(16) },
  }),
} as const satisfies Record<(typeof STEP_ACTIONS)['socialInsurance'][number], ReversibleBusiness>;
