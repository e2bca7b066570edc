import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { ReversibleBusiness } from '../../steps/ReversibleBusiness.ts';

const { digits, characters, amount, day } = outputForms;

const application = (code: string, outputs: ReversibleBusiness['outputs'] = {}) =>
  ({ code, isCancellation: false, outputs }) as const;
const cancellation = (code: string) => ({ code, isCancellation: true, outputs: {} }) as const;

const AMOUNT = { name: 'amount', form: amount };

/**
 * 业务代码 of our actions, with the outputs that each promises in columns 15 (结果值, `JGZ`) and 16 (结果金额, `JGJE`).
 *
 * @see docs/dialects/file-drop.md, 11.6
 */
export const BUSINESSES = {
  'register-contact-letter': application('501', { JGZ: { name: 'letterNumber', form: digits(18) } }),
  'undo-register-contact-letter': cancellation('501'),
  'freeze-pension-account': application('502', { JGZ: { name: 'accountState', form: digits(2) } }),
  'undo-freeze-pension-account': cancellation('502'),
  'issue-information-sheet': application('503', {
    JGZ: { name: 'sheetNumber', form: digits(18) },
    JGJE: AMOUNT,
  }),
  'undo-issue-information-sheet': cancellation('503'),
  'transfer-pension-fund': application('504', {
    JGZ: { name: 'paymentNumber', form: digits(20) },
    JGJE: AMOUNT,
  }),
  'merge-pension-records': application('505', {
    JGZ: { name: 'matches', form: /^[YN]$/, meanings: { Y: 'true', N: 'false' } },
  }),
  'issue-contribution-certificate': application('511', {
    JGZ: { name: 'documentNumber', form: characters(16) },
  }),
  'confirm-benefit-eligibility': application('512', { JGZ: { name: 'validThrough', form: day } }),
  'issue-social-security-card': application('521', {
    JGZ: { name: 'cardNumber', form: characters(9) },
  }),
  'activate-social-security-card': application('522'),
  'replace-social-security-card': application('523'),
  'report-social-security-card-loss': application('524'),
  'register-unemployment': application('531', {
    JGZ: { name: 'registrationNumber', form: digits(16) },
  }),
} as const satisfies Record<(typeof STEP_ACTIONS)['socialInsurance'][number], ReversibleBusiness>;
