/** How the centre writes an output. */
type OutputForm = 'text' | 'amount' | 'flag';

/** One 业务代码: docs/dialects/exchange-table.md, table 10.6. */
export interface TableBusiness {
  readonly action: string;
  /** Whether it may be taken back. */
  readonly isUndone: boolean;
  /** In the order of the table: 项名, output, form. */
  readonly outputs: readonly (readonly [name: string, output: string, form: OutputForm])[];
}

const business = (
  action: string,
  outputs: TableBusiness['outputs'] = [],
  isUndone = false,
): TableBusiness => ({ action, isUndone, outputs });

const FUND: ReadonlyMap<string, TableBusiness> = new Map([
  ['GJ01', business('register-transfer-letter', [['LXHBH', 'letterNumber', 'text']], true)],
  ['GJ02', business('confirm-transfer-letter')],
  [
    'GJ03',
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
    'GJ04',
    business('pay-transfer', [
      ['ZFLSH', 'paymentNumber', 'text'],
      ['ZYJE', 'amount', 'amount'],
    ]),
  ],
  ['GJ05', business('book-transfer', [['DZJG', 'matches', 'flag']])],
  [
    'GJ11',
    business('confirm-account', [
      ['GRZHZT', 'accountState', 'text'],
      ['GRZHYE', 'balance', 'amount'],
    ]),
  ],
  ['GJ12', business('verify-purchase', [['HYJG', 'verified', 'flag']])],
  ['GJ13', business('hold-withdrawal', [['DJBH', 'holdNumber', 'text']], true)],
  ['GJ14', business('pay-withdrawal', [['ZFLSH', 'paymentNumber', 'text']])],
  ['GJ21', business('issue-deposit-certificate')],
  ['GJ22', business('issue-loan-settlement-certificate')],
  ['GJ31', business('register-employer')],
  ['GJ32', business('change-employer-details')],
  ['GJ41', business('repay-loan-early')],
]);

const INSURANCE: ReadonlyMap<string, TableBusiness> = new Map([
  ['SB01', business('register-contact-letter', [['LXHBH', 'letterNumber', 'text']], true)],
  ['SB02', business('freeze-pension-account', [['ZHZT', 'accountState', 'text']], true)],
  [
    'SB03',
    business(
      'issue-information-sheet',
      [
        ['XXBBH', 'sheetNumber', 'text'],
        ['JJHZE', 'amount', 'amount'],
      ],
      true,
    ),
  ],
  [
    'SB04',
    business('transfer-pension-fund', [
      ['ZFLSH', 'paymentNumber', 'text'],
      ['JJHZE', 'amount', 'amount'],
    ]),
  ],
  ['SB05', business('merge-pension-records', [['DZJG', 'matches', 'flag']])],
  ['SB11', business('issue-contribution-certificate', [['PZBH', 'documentNumber', 'text']])],
  ['SB12', business('confirm-benefit-eligibility', [['RZYXQ', 'validThrough', 'text']])],
  ['SB21', business('issue-social-security-card', [['aaz500', 'cardNumber', 'text']])],
  ['SB22', business('activate-social-security-card')],
  ['SB23', business('replace-social-security-card')],
  ['SB24', business('report-social-security-card-loss')],
  ['SB31', business('register-unemployment', [['DJBH', 'registrationNumber', 'text']])],
]);

/** The businesses of a department by code. */
export const tableBusinesses = (department: string): ReadonlyMap<string, TableBusiness> =>
  department === 'social-insurance' ? INSURANCE : FUND;
