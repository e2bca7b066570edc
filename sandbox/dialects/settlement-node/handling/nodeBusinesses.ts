/** How the hub writes an output. */
type OutputForm = 'text' | 'amount' | 'flag';

/** One 业务代码: docs/dialects/settlement-node.md, table 12.5. */
export interface NodeBusiness {
  readonly action: string;
  /** Whether it is taken back by GJJB03. */
  readonly isUndone: boolean;
  /** In the order of the table: 项名, output, form. */
  readonly outputs: readonly (readonly [name: string, output: string, form: OutputForm])[];
}

const business = (action: string, outputs: NodeBusiness['outputs'] = [], isUndone = false): NodeBusiness => ({
  action,
  isUndone,
  outputs,
});

/** The businesses by code. */
export const NODE_BUSINESSES: ReadonlyMap<string, NodeBusiness> = new Map([
  ['LXH', business('register-transfer-letter', [['LXHBH', 'letterNumber', 'text']], true)],
  ['LXQ', business('confirm-transfer-letter')],
  [
    'ZHF',
    business(
      'review-transfer-account',
      [
        ['ZYJE', 'amount', 'amount'],
        ['GRZH', 'accountNumber', 'text'],
      ],
      true,
    ),
  ],
  [
    'ZCZ',
    business('pay-transfer', [
      ['ZFLSH', 'paymentNumber', 'text'],
      ['ZYJE', 'amount', 'amount'],
    ]),
  ],
  ['RZH', business('book-transfer', [['XFBZ', 'matches', 'flag']])],
  [
    'ZHX',
    business('confirm-account', [
      ['GRZHZT', 'accountState', 'text'],
      ['GRZHYE', 'balance', 'amount'],
    ]),
  ],
  ['GFH', business('verify-purchase', [['HYBZ', 'verified', 'flag']])],
  ['TQD', business('hold-withdrawal', [['DJBH', 'holdNumber', 'text']], true)],
  ['TQZ', business('pay-withdrawal', [['ZFLSH', 'paymentNumber', 'text']])],
  ['JCZ', business('issue-deposit-certificate')],
  ['JQZ', business('issue-loan-settlement-certificate')],
  ['DWK', business('register-employer')],
  ['DWB', business('change-employer-details')],
  ['TQH', business('repay-loan-early')],
]);
