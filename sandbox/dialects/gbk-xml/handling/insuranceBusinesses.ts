/** One 办理代码: docs/dialects/gbk-xml.md, table 10.5. */
export interface InsuranceBusiness {
  readonly action: string;
  /** In the order of the table: `xm`, output. */
  readonly outputs: readonly (readonly [name: string, output: string])[];
}

/** The businesses by code. */
export const INSURANCE_BUSINESSES: ReadonlyMap<string, InsuranceBusiness> = new Map<
  string,
  InsuranceBusiness
>([
  ['ZY01', { action: 'register-contact-letter', outputs: [['yzy101', 'letterNumber']] }],
  ['ZY51', { action: 'undo-register-contact-letter', outputs: [] }],
  ['ZY02', { action: 'freeze-pension-account', outputs: [['yzy102', 'accountState']] }],
  ['ZY52', { action: 'undo-freeze-pension-account', outputs: [] }],
  [
    'ZY03',
    {
      action: 'issue-information-sheet',
      outputs: [
        ['yzy103', 'sheetNumber'],
        ['yzy104', 'amount'],
      ],
    },
  ],
  ['ZY53', { action: 'undo-issue-information-sheet', outputs: [] }],
  [
    'ZY04',
    {
      action: 'transfer-pension-fund',
      outputs: [
        ['yzy105', 'paymentNumber'],
        ['yzy104', 'amount'],
      ],
    },
  ],
  ['ZY05', { action: 'merge-pension-records', outputs: [['yzy106', 'matches']] }],
  ['PZ01', { action: 'issue-contribution-certificate', outputs: [['ypz101', 'documentNumber']] }],
  ['DY01', { action: 'confirm-benefit-eligibility', outputs: [['ydy101', 'validThrough']] }],
  ['SK01', { action: 'issue-social-security-card', outputs: [['aaz500', 'cardNumber']] }],
  ['SK02', { action: 'activate-social-security-card', outputs: [] }],
  ['SK03', { action: 'replace-social-security-card', outputs: [] }],
  ['SK04', { action: 'report-social-security-card-loss', outputs: [] }],
  ['SY01', { action: 'register-unemployment', outputs: [['ysy101', 'registrationNumber']] }],
]);
