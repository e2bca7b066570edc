/** 提取原因. */
export const WITHDRAWAL_GROUNDS = [
  'PURCHASE',
  'CONSTRUCTION',
  'RETIREMENT',
  'DISABILITY',
  'EMIGRATION',
  'LOAN_REPAYMENT',
  'RENT',
  'DEATH',
  'SERIOUS_ILLNESS',
  'OTHER',
  'UNKNOWN',
] as const;
export type WithdrawalGround = (typeof WITHDRAWAL_GROUNDS)[number];
