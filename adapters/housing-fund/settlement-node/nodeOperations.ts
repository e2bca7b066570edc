/** 交易码 of every question, and which kind of call it is: each kind has a breaker of its own. */
export const NODE_OPERATIONS = {
  GJJC01: 'findRecords',
  GJJC02: 'findLoans',
  GJJC03: 'findSchedule',
  GJJC04: 'findDeposits',
  GJJC05: 'findWithdrawals',
  GJJP01: 'findRecordsByFile',
  GJJP02: 'findLoansByFile',
  GJJB01: 'submitStep',
  GJJB02: 'findStep',
  GJJB03: 'submitStep',
} as const;
export type NodeTransaction = keyof typeof NODE_OPERATIONS;
