import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { StepBusiness } from '../../steps/StepBusiness.ts';

const { digits, characters, amount, day } = outputForms;

const AMOUNT = { name: 'amount', form: amount };

/**
 * 办理代码 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/gbk-xml.md, 10.5
 */
export const BUSINESSES = {
  'register-contact-letter': {
    code: 'ZY01',
    outputs: { yzy101: { name: 'letterNumber', form: digits(18) } },
  },
  'undo-register-contact-letter': { code: 'ZY51', outputs: {} },
  'freeze-pension-account': {
    code: 'ZY02',
    outputs: { yzy102: { name: 'accountState', form: digits(2) } },
  },
  'undo-freeze-pension-account': { code: 'ZY52', outputs: {} },
  'issue-information-sheet': {
    code: 'ZY03',
    outputs: { yzy103: { name: 'sheetNumber', form: digits(18) }, yzy104: AMOUNT },
  },
  'undo-issue-information-sheet': { code: 'ZY53', outputs: {} },
  'transfer-pension-fund': {
    code: 'ZY04',
    outputs: { yzy105: { name: 'paymentNumber', form: digits(20) }, yzy104: AMOUNT },
  },
  'merge-pension-records': {
    code: 'ZY05',
    // `2` is no, not `0`.
    outputs: { yzy106: { name: 'matches', form: /^[12]$/, meanings: { '1': 'true', '2': 'false' } } },
  },
  'issue-contribution-certificate': {
    code: 'PZ01',
    outputs: { ypz101: { name: 'documentNumber', form: characters(16) } },
  },
  'confirm-benefit-eligibility': {
    code: 'DY01',
    outputs: { ydy101: { name: 'validThrough', form: day } },
  },
  'issue-social-security-card': {
    code: 'SK01',
    outputs: { aaz500: { name: 'cardNumber', form: characters(9) } },
  },
  'activate-social-security-card': { code: 'SK02', outputs: {} },
  'replace-social-security-card': { code: 'SK03', outputs: {} },
  'report-social-security-card-loss': { code: 'SK04', outputs: {} },
  'register-unemployment': {
    code: 'SY01',
    outputs: { ysy101: { name: 'registrationNumber', form: digits(16) } },
  },
} as const satisfies Record<(typeof STEP_ACTIONS)['socialInsurance'][number], StepBusiness>;
