import type { STEP_ACTIONS } from '../../../domain/cases/stepAction.ts';
import { outputForms } from '../../steps/outputForms.ts';
import type { ReversibleBusiness } from '../../steps/ReversibleBusiness.ts';
import type { PromisedOutput } from '../../steps/StepBusiness.ts';

const { digits, characters, amount, day } = outputForms;

/** How a value comes on the wire where it is not told as it comes. */
export type WireKind = 'YUAN' | 'DAY' | 'FLAG';

/** 业务 of a system behind the gateway; forms are those of what is told. */
export interface CipherBusiness extends ReversibleBusiness {
  readonly outputs: Readonly<Record<string, PromisedOutput & { readonly wireKind?: WireKind }>>;
}

const order = (code: string, outputs: CipherBusiness['outputs'] = {}) =>
  ({ code, isCancellation: false, outputs }) as const;
const reversal = (code: string) => ({ code, isCancellation: true, outputs: {} }) as const;

const AMOUNT = { name: 'amount', form: amount, wireKind: 'YUAN' } as const;

/**
 * 业务代码 of our actions, with the outputs that each promises.
 *
 * @see docs/dialects/national-cipher.md, 10.4
 */
export const BUSINESSES = {
  'register-contact-letter': order('1101', { letterNo: { name: 'letterNumber', form: digits(18) } }),
  'undo-register-contact-letter': reversal('1101'),
  'freeze-pension-account': order('1102', { acctState: { name: 'accountState', form: digits(2) } }),
  'undo-freeze-pension-account': reversal('1102'),
  'issue-information-sheet': order('1103', {
    sheetNo: { name: 'sheetNumber', form: digits(18) },
    fundSum: AMOUNT,
  }),
  'undo-issue-information-sheet': reversal('1103'),
  'transfer-pension-fund': order('1104', {
    payNo: { name: 'paymentNumber', form: digits(20) },
    fundSum: AMOUNT,
  }),
  'merge-pension-records': order('1105', {
    matched: { name: 'matches', form: /^(?:true|false)$/, wireKind: 'FLAG' },
  }),
  'issue-contribution-certificate': order('2101', {
    docNo: { name: 'documentNumber', form: characters(16) },
  }),
  'confirm-benefit-eligibility': order('3101', {
    validTo: { name: 'validThrough', form: day, wireKind: 'DAY' },
  }),
  'issue-social-security-card': order('4101', { aaz500: { name: 'cardNumber', form: characters(9) } }),
  'activate-social-security-card': order('4102'),
  'replace-social-security-card': order('4103'),
  'report-social-security-card-loss': order('4104'),
  'register-unemployment': order('5101', { regNo: { name: 'registrationNumber', form: digits(16) } }),
} as const satisfies Record<(typeof STEP_ACTIONS)['socialInsurance'][number], CipherBusiness>;
