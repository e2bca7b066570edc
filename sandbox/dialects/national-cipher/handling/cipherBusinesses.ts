/** How an output is written. */
type OutputForm = 'text' | 'yuan' | 'flag' | 'day';

/** One 业务代码: docs/dialects/national-cipher.md, table 10.4. */
export interface CipherBusiness {
  readonly action: string;
  /** Whether it is taken back by SBC303. */
  readonly isUndone: boolean;
  /** In the order of the table: member, output, form. */
  readonly outputs: readonly (readonly [member: string, output: string, form: OutputForm])[];
}

const business = (
  action: string,
  outputs: CipherBusiness['outputs'] = [],
  isUndone = false,
): CipherBusiness => ({ action, isUndone, outputs });

/** The businesses by code. */
export const CIPHER_BUSINESSES: ReadonlyMap<string, CipherBusiness> = new Map([
  ['1101', business('register-contact-letter', [['letterNo', 'letterNumber', 'text']], true)],
  ['1102', business('freeze-pension-account', [['acctState', 'accountState', 'text']], true)],
  [
    '1103',
    business(
      'issue-information-sheet',
      [
        ['sheetNo', 'sheetNumber', 'text'],
        ['fundSum', 'amount', 'yuan'],
      ],
      true,
    ),
  ],
  [
    '1104',
    business('transfer-pension-fund', [
      ['payNo', 'paymentNumber', 'text'],
      ['fundSum', 'amount', 'yuan'],
    ]),
  ],
  ['1105', business('merge-pension-records', [['matched', 'matches', 'flag']])],
  ['2101', business('issue-contribution-certificate', [['docNo', 'documentNumber', 'text']])],
  ['3101', business('confirm-benefit-eligibility', [['validTo', 'validThrough', 'day']])],
  ['4101', business('issue-social-security-card', [['aaz500', 'cardNumber', 'text']])],
  ['4102', business('activate-social-security-card')],
  ['4103', business('replace-social-security-card')],
  ['4104', business('report-social-security-card-loss')],
  ['5101', business('register-unemployment', [['regNo', 'registrationNumber', 'text']])],
]);
