/** One 业务代码: docs/dialects/file-drop.md, table 11.6. */
export interface FileBusiness {
  readonly action: string;
  /** Whether it may be taken back. */
  readonly isUndone: boolean;
  /** What stands in columns 15 and 16. */
  readonly outputs: readonly (readonly [column: 'value' | 'amount', output: string])[];
}

interface Columns {
  /** Column 15, as it comes or as a flag. */
  readonly value?: string;
  /** Column 16. */
  readonly amount?: string;
  readonly isUndone?: boolean;
}

const business = (action: string, { value, amount, isUndone = false }: Columns = {}): FileBusiness => ({
  action,
  isUndone,
  outputs: [
    ...(value === undefined ? [] : [['value', value] as const]),
    ...(amount === undefined ? [] : [['amount', amount] as const]),
  ],
});

const FUND: ReadonlyMap<string, FileBusiness> = new Map([
  ['301', business('register-transfer-letter', { value: 'letterNumber', isUndone: true })],
  ['302', business('confirm-transfer-letter')],
  ['303', business('review-transfer-account', { value: 'accountNumber', amount: 'amount', isUndone: true })],
  ['304', business('pay-transfer', { value: 'paymentNumber', amount: 'amount' })],
  ['305', business('book-transfer', { value: 'matches' })],
  ['311', business('confirm-account', { value: 'accountState', amount: 'balance' })],
  ['312', business('verify-purchase', { value: 'verified' })],
  ['313', business('hold-withdrawal', { value: 'holdNumber', isUndone: true })],
  ['314', business('pay-withdrawal', { value: 'paymentNumber' })],
  ['321', business('issue-deposit-certificate')],
  ['322', business('issue-loan-settlement-certificate')],
  ['331', business('register-employer')],
  ['332', business('change-employer-details')],
  ['341', business('repay-loan-early')],
]);

const INSURANCE: ReadonlyMap<string, FileBusiness> = new Map([
  ['501', business('register-contact-letter', { value: 'letterNumber', isUndone: true })],
  ['502', business('freeze-pension-account', { value: 'accountState', isUndone: true })],
  ['503', business('issue-information-sheet', { value: 'sheetNumber', amount: 'amount', isUndone: true })],
  ['504', business('transfer-pension-fund', { value: 'paymentNumber', amount: 'amount' })],
  ['505', business('merge-pension-records', { value: 'matches' })],
  ['511', business('issue-contribution-certificate', { value: 'documentNumber' })],
  ['512', business('confirm-benefit-eligibility', { value: 'validThrough' })],
  ['521', business('issue-social-security-card', { value: 'cardNumber' })],
  ['522', business('activate-social-security-card')],
  ['523', business('replace-social-security-card')],
  ['524', business('report-social-security-card-loss')],
  ['531', business('register-unemployment', { value: 'registrationNumber' })],
]);

/** The businesses of a department by code. */
export const fileBusinesses = (department: string): ReadonlyMap<string, FileBusiness> =>
  department === 'social-insurance' ? INSURANCE : FUND;
