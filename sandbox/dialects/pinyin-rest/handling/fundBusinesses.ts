/** How an output is written. */
type OutputForm = 'text' | 'amount' | 'flag';

/** One 业务代码: docs/dialects/pinyin-rest.md, table 8.5. */
export interface FundBusiness {
  readonly action: string;
  /** In the order of the table: 项名, output, form. */
  readonly outputs: readonly (readonly [name: string, output: string, form: OutputForm])[];
}

/** The businesses by code. */
export const FUND_BUSINESSES: ReadonlyMap<string, FundBusiness> = new Map<string, FundBusiness>([
  ['7101', { action: 'register-transfer-letter', outputs: [['LXHBH', 'letterNumber', 'text']] }],
  ['7191', { action: 'undo-register-transfer-letter', outputs: [] }],
  ['7102', { action: 'confirm-transfer-letter', outputs: [] }],
  [
    '7103',
    {
      action: 'review-transfer-account',
      outputs: [
        ['ZYJE', 'amount', 'amount'],
        ['GRZH', 'accountNumber', 'text'],
      ],
    },
  ],
  ['7193', { action: 'undo-review-transfer-account', outputs: [] }],
  [
    '7104',
    {
      action: 'pay-transfer',
      outputs: [
        ['ZFLSH', 'paymentNumber', 'text'],
        ['ZYJE', 'amount', 'amount'],
      ],
    },
  ],
  ['7105', { action: 'book-transfer', outputs: [['DZJG', 'matches', 'flag']] }],
  [
    '7201',
    {
      action: 'confirm-account',
      outputs: [
        ['GRZHZT', 'accountState', 'text'],
        ['GRZHYE', 'balance', 'amount'],
      ],
    },
  ],
  ['7202', { action: 'verify-purchase', outputs: [['HYJG', 'verified', 'flag']] }],
  ['7203', { action: 'hold-withdrawal', outputs: [['DJBH', 'holdNumber', 'text']] }],
  ['7293', { action: 'undo-hold-withdrawal', outputs: [] }],
  ['7204', { action: 'pay-withdrawal', outputs: [['ZFLSH', 'paymentNumber', 'text']] }],
  ['7301', { action: 'issue-deposit-certificate', outputs: [] }],
  ['7302', { action: 'issue-loan-settlement-certificate', outputs: [] }],
  ['7401', { action: 'register-employer', outputs: [] }],
  ['7402', { action: 'change-employer-details', outputs: [] }],
  ['7501', { action: 'repay-loan-early', outputs: [] }],
]);
