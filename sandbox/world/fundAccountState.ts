import type { FundAccount } from './HousingFundFile.ts';

/** 个人账户状态 of JGJ/T 320. */
export const FUND_ACCOUNT_STATE = {
  active: '01',
  sealed: '02',
  merged: '03',
  transferred: '04',
  withdrawn: '05',
  frozen: '06',
} as const satisfies Record<FundAccount['state'], string>;
